"""What tools/evaluate classes counts, on records worked out by hand; which pictures it takes; a drawn folder from
end to end; and what it says of bad input.

SPDX-License-Identifier: Apache-2.0
"""

import argparse
import contextlib
import io
import json
import os
import subprocess
import tempfile
import unittest
from dataclasses import asdict
from pathlib import Path
from unittest import mock

import numpy as np
from PIL import Image

import classes
import classes_page
import intervals
import labelled
import metrics
import program
from camera import Camera
from labelled import Labelled, LabelledSet

CLASSES = ("neutrophil", "eosinophil", "monocyte")


def record(verdict, probabilities, **more):
    """Of a picture with a cell."""
    best = max(range(len(CLASSES)), key=lambda i: probabilities[i])
    return {
        "status": "ok",
        "class": CLASSES[best],
        "confidence": probabilities[best],
        "probabilities": dict(zip(CLASSES, probabilities, strict=True)),
        "verdict": verdict,
        "cells": [{"box": [1, 2, 3, 4]}],
        **more,
    }


NO_CELL = {
    "status": "no-cell",
    "class": None,
    "confidence": None,
    "probabilities": None,
    "verdict": None,
    "cells": [],
}
NO_CELL |= {"unfamiliarity": None, "quality": None}


def pair(label, group, of):
    return Labelled(Path(f"{label}-{group}.jpg"), label, group), of


PAIRS = [
    pair("neutrophil", "1", record("confident", (0.9, 0.1, 0), quality=[])),
    pair("neutrophil", "1", record("confident", (0.08, 0.92, 0), quality=["blurred", "cut-off"])),
    pair("neutrophil", "1", record("unfamiliar", (0.7, 0.3, 0), quality=["blurred"])),
    pair("neutrophil", "2", record("unsure", (0.6, 0.4, 0), quality=[])),
    pair("eosinophil", "3", record("confident", (0.1, 0.9, 0), quality=[])),
    pair("eosinophil", "4", NO_CELL),
    pair("monocyte", "5", record("unsure", (0.1, 0.5, 0.4), quality=[])),
]


class OfClasses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pictures = [picture for picture, _ in PAIRS]
        cls.row = metrics.row_of_classes(LabelledSet("a set", "field", pictures), PAIRS, CLASSES)

    def measure(self, name, value, of):
        found = self.row["measures"][name]
        self.assertAlmostEqual(found["value"], value, 4)
        self.assertEqual(found["of"], of)
        self.assertLessEqual(found["interval"][0], found["value"])
        self.assertGreaterEqual(found["interval"][1], found["value"])

    def test_head(self):
        head = {name: self.row[name] for name in ("data", "pictures", "groups", "group")}
        self.assertEqual(head, {"data": "a set", "pictures": 7, "groups": 5, "group": "field"})

    def test_accuracy(self):
        self.measure("accuracy", 4 / 7, 7)
        self.measure("accuracy_per_group", (2 / 3 + 1 + 1 + 0 + 0) / 5, 5)
        self.measure("balanced_accuracy", (3 / 4 + 1 / 2 + 0) / 3, 7)
        self.measure("balanced_accuracy_per_group", ((2 / 3 + 1) / 2 + (1 + 0) / 2 + 0) / 3, 5)

    def test_confident(self):
        self.measure("confident", 3 / 7, 7)
        self.measure("right_when_confident", 2 / 3, 3)

    def test_neutrophils_and_eosinophils(self):
        self.measure("neutrophil_as_eosinophil", 1 / 4, 4)
        self.measure("eosinophil_as_neutrophil", 0, 2)

    def test_classes(self):
        found = {name: [of[m] and of[m]["value"] for m in of] for name, of in self.row["classes"].items()}
        self.assertEqual(list(self.row["classes"]["neutrophil"]), ["recall", "precision", "f1"])
        self.assertEqual(found["neutrophil"], [0.75, 1, 0.8571])
        self.assertEqual(found["eosinophil"], [0.5, 0.3333, 0.4])
        self.assertEqual(found["monocyte"], [0, None, 0])

    def test_confusion(self):
        self.assertEqual(self.row["confusion"]["answers"], [*CLASSES, "no cell"])
        rows = {"neutrophil": [3, 1, 0, 0], "eosinophil": [0, 1, 0, 1], "monocyte": [0, 1, 0, 0]}
        self.assertEqual(self.row["confusion"]["labels"], rows)

    def test_verdicts(self):
        found = {name: tuple(of.values()) for name, of in self.row["verdicts"].items()}
        wanted = {"confident": (3, 2, 3), "unsure": (2, 1, 2), "unfamiliar": (1, 1, 1), "no cell": (1, 0, 0)}
        self.assertEqual(found, wanted)

    def test_quality(self):
        found = {name: tuple(of.values()) for name, of in self.row["quality"].items()}
        self.assertEqual(found, {"none": (4, 3), "blurred": (2, 1), "cut-off": (1, 0)})

    def test_reliability(self):
        found = [(of["pictures"], of["confidence"], of["right"]) for of in self.row["reliability"]]
        self.assertEqual(found, [(1, 0.5, 0), (1, 0.6, 1), (1, 0.7, 1), (3, 0.9067, 0.6667)])
        self.assertEqual(self.row["reliability"][0]["bin"], [0.4667, 0.5333])

    def test_calibration(self):
        # 0.9, 0.9 and 0.92 share a bin with two right ones; the others are alone in theirs.
        self.assertEqual(self.row["measures"]["ece"]["value"], round((0.72 + 0.5 + 0.4 + 0.3) / 6, 4))
        self.assertEqual(self.row["measures"]["ece"]["of"], 6)
        self.measure("brier", (0.02 + 1.6928 + 0.18 + 0.32 + 0.02 + 0.62) / 6, 6)

    def test_risk_over_coverage(self):
        # Two have a confidence of 0.9 and come in together; the picture without a cell comes last.
        wanted = [(1, 1), (3, 1), (4, 1), (5, 1), (6, 2), (7, 3)]
        self.assertEqual(self.row["risk_coverage"], [[round(n / 7, 4), round(w / n, 4)] for n, w in wanted])

    def test_nothing_found_at_all(self):
        row = metrics.row_of_classes(LabelledSet("", "field", []), PAIRS[5:6], CLASSES)
        self.assertEqual(row["measures"]["accuracy"]["value"], 0)
        self.assertEqual(row["measures"]["confident"]["value"], 0)
        self.assertNotIn("ece", row["measures"])
        self.assertNotIn("right_when_confident", row["measures"])
        self.assertEqual(row["reliability"], [])


def strange(label, unfamiliarity, verdict="unfamiliar"):
    return pair(label, str(unfamiliarity), record(verdict, (0.9, 0.1, 0), unfamiliarity=unfamiliarity))


class OfStrangePictures(unittest.TestCase):
    familiar = (strange("neutrophil", 0.1), strange("neutrophil", 0.2), strange("eosinophil", 0.5))
    others = (strange("ig", 0.5, "confident"), strange("ig", 0.9), pair("platelet", "x", NO_CELL))

    def row(self, familiar, others):
        return metrics.row_of_strange(LabelledSet("others", "picture", [], familiar=False), others, familiar)

    def test_auroc(self):
        # Of nine pairs the strange one is higher in eight; both are 0.5 in one.
        row = self.row(self.familiar, self.others)
        self.assertEqual(row["measures"]["auroc"]["value"], round(8.5 / 9, 4))
        self.assertEqual(row["measures"]["auroc"]["of"], 3)
        self.assertEqual(row["kinds"]["ig"]["measures"]["auroc"]["value"], round(5.5 / 6, 4))
        self.assertEqual(row["kinds"]["platelet"]["measures"]["auroc"]["value"], 1)

    def test_auroc_compares_what_the_same_model_looked_at(self):
        # A second model tells twice as many strange ones, by lower scores, and half of the time.
        second = [strange("neutrophil", 0.01), strange("neutrophil", 0.03)]
        strangers = [strange("ig", 0.02) for _ in range(6)]
        for _, each in (*second, *strangers):
            each["look"] = 1
        row = self.row([*self.familiar, *second], [*self.others, *strangers])
        self.assertEqual(row["measures"]["auroc"]["value"], round((3 * 8.5 / 9 + 6 * 0.5) / 9, 4))
        alone = self.row(self.familiar, [*self.others, *strangers])  # the second model saw nothing familiar
        self.assertEqual(alone["measures"]["auroc"]["value"], round(8.5 / 9, 4))
        self.assertEqual(alone["measures"]["auroc"]["of"], 3)

    def test_no_cell_counts_as_one_on_both_sides(self):
        row = self.row([*self.familiar, pair("monocyte", "y", NO_CELL)], self.others)
        self.assertEqual(row["measures"]["auroc"]["value"], round((8.5 + 0.5) / 12, 4))

    def test_a_model_without_the_score_has_no_auroc(self):
        for missing in (None, "left out"):
            other = record("confident", (0.9, 0.1, 0))
            if missing is None:
                other["unfamiliarity"] = None
            row = self.row(self.familiar, [*self.others, pair("ig", "z", other)])
            self.assertNotIn("auroc", row["measures"])
            self.assertIsNone(row["kinds"]["ig"]["histogram"])
            self.assertIn("auroc", row["kinds"]["platelet"]["measures"])

    def test_verdicts(self):
        measures = self.row(self.familiar, self.others)["measures"]
        found = {name: measures[name]["value"] for name in ("confident", "turned_away", "no_cell")}
        self.assertEqual(found, {"confident": 0.3333, "turned_away": 0.6667, "no_cell": 0.3333})

    def test_histogram(self):
        kinds = self.row(self.familiar, self.others)["kinds"]
        self.assertEqual(kinds["ig"]["histogram"], [0] * 10 + [1] + [0] * 7 + [1, 0])
        self.assertEqual(kinds["platelet"]["histogram"], [0] * 19 + [1])


class Intervals(unittest.TestCase):
    def share(self, hits, counts):
        return intervals.mean_share(np.array(hits, float), np.array(counts, float))

    def test_a_mean_over_kinds(self):
        found = self.share([[1, 0, 2], [0, 1, 0]], [[2, 0, 2], [0, 4, 0]])
        self.assertEqual(found["value"], (3 / 4 + 1 / 4) / 2)
        self.assertEqual(found["of"], 8)

    def test_where_all_is_right_each_kind_has_a_bound_of_its_own(self):
        found = self.share([[1, 1, 1], [0, 0, 1]], [[1, 1, 1], [0, 0, 1]])
        self.assertAlmostEqual(found["interval"][0], (0.025 ** (1 / 3) + 0.025) / 2)

    def test_groups_are_drawn_whole(self):
        """Two groups, one all right and one all wrong: each resample is 0, 1/2 or 1."""
        found = intervals.share(["a"] * 50 + ["b"] * 50, [1] * 50 + [0] * 50, [1] * 100)
        self.assertEqual(found["interval"], [0, 1])


class InFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def put(self, name, text=""):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file


class Sets(InFolder):
    def test_folders(self):
        for name in (
            "NEUTROPHIL/a.JPG",
            "NEUTROPHIL/b/c.png",
            "eosinophil/d.jpeg",
            "unfamiliar/e.jpg",
            ".x/f.jpg",
        ):
            self.put(name)
        self.put("eosinophil/notes.txt")
        known, others = labelled.in_folders(self.folder, CLASSES)
        self.assertEqual([picture.label for picture in known.pictures], ["neutrophil"] * 2 + ["eosinophil"])
        self.assertEqual([picture.file.name for picture in others.pictures], ["e.jpg"])
        self.assertTrue(known.familiar and not others.familiar)

    def test_tables(self):
        self.put("a.jpg"), self.put("b.jpg"), self.put("c.jpg")
        table = self.put(
            "t.csv", "file,class,group\na.jpg,Neutrophil,one\nb.jpg,eosinophil,one\nc.jpg,monocyte,\n"
        )
        (found,) = labelled.in_table(table, self.folder, CLASSES)
        self.assertEqual([picture.group for picture in found.pictures], ["one", "one", "c.jpg"])
        self.assertEqual(found.unit, "group")

    def test_kaggle_test_is_grouped_by_field(self):
        self.put(
            "kaggle-test/origins.csv",
            "file,class,field,sure\nM/a.jpg,MONOCYTE,f1.jpg,1\nM/b.jpg,MONOCYTE,f1.jpg,1\n",
        )
        found = labelled.kaggle_test(self.folder)
        self.assertEqual([(p.file.name, p.label, p.group) for p in found.pictures], [
            ("a.jpg", "monocyte", "f1.jpg"), ("b.jpg", "monocyte", "f1.jpg")])  # fmt: skip

    def test_bccd_is_its_training_split_with_one_labelled_cell(self):
        rows = "file,cells,split,group\n1.jpg,NEUTROPHIL,train,g\n2.jpg,NEUTROPHIL,test,t\n3.jpg,,train,g\n"
        rows += "4.jpg,NEUTROPHIL+MONOCYTE,train,g\n5.jpg,MONOCYTE,train-twin-of-test,u\n"
        rows += "6.jpg,MONOCYTE,train,t\n"  # overlaps 2.jpg
        self.put("bccd/fields.csv", rows)
        found = labelled.bccd(self.folder)
        self.assertEqual([(p.file.name, p.label, p.group) for p in found.pictures], [("1.jpg", "neutrophil", "g")])

    def test_slides_where_a_table_tells_them(self):
        self.put("x/monocyte/a.jpg"), self.put("x/ig/b.jpg")
        without = labelled.single_cells(self.folder, "X", "x", CLASSES)
        self.put("x/cells.csv", "file,slide\nmonocyte/a.jpg,s1\n")
        with_table = labelled.single_cells(self.folder, "X", "x", CLASSES)
        self.assertEqual([p.group for p in without.pictures + with_table.pictures], ["monocyte/a.jpg", "s1"])
        self.assertEqual([without.unit, with_table.unit], ["picture", "slide"])

    def test_the_classes_of_a_model(self):
        self.assertEqual(len(program.class_names(program.MODEL)), 5)
        model = self.put(
            "m.tflite", "\x00format 1\nclass  a b \n# class c\nclass d\nabout class e\n\x00\nclass f\n"
        )
        self.assertEqual(program.class_names(model), ("a b", "d"))


def run(*arguments):
    """The command, in this process, without what it prints."""
    parser = argparse.ArgumentParser()
    classes.add_arguments(parser)
    with contextlib.redirect_stdout(io.StringIO()):
        classes.run(parser.parse_args([str(argument) for argument in arguments]))


def draw(folder, *options):
    folder.mkdir(parents=True)
    subprocess.run([program.SMEARS, "--out", folder, *options], check=True)


def blurred(report):
    """How many of the pictures of its first set the program calls blurred."""
    return report["measured"][0]["quality"].get("blurred", {}).get("pictures", 0)


class Drawn(unittest.TestCase):
    """A folder in Kaggle's layout, and a table of the same, from end to end."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name) / "mine"
        for name in ("Neutrophil", "Lymphocyte"):
            draw(cls.folder / name, "--kind", "crop", "--class", name.lower(), "--count", "3")
        draw(cls.folder / "unfamiliar", "--kind", "empty", "--count", "2")
        cls.out = Path(temporary.name) / "out"
        run(cls.folder, "--out", cls.out)
        cls.report = json.loads((cls.out / "report.json").read_text())

    def test_the_report_counts_what_the_program_said(self):
        (row,) = self.report["measured"]
        files = sorted(self.folder.glob("[NL]*/*.jpg"))
        said = [each["class"] for each in program.classify(files)]
        right = [name == file.parent.name.lower() for name, file in zip(said, files, strict=True)]
        self.assertEqual(row["pictures"], 6)
        self.assertEqual(row["measures"]["accuracy"]["value"], round(sum(right) / 6, 4))
        self.assertEqual({name: sum(row["confusion"]["labels"][name]) for name in ("neutrophil", "lymphocyte")},
                         {"neutrophil": 3, "lymphocyte": 3})  # fmt: skip

    def test_what_shows_no_class_is_apart(self):
        (row,) = self.report["unfamiliar"]
        no_cell = [each["status"] for each in program.classify(sorted(self.folder.glob("un*/*.jpg")))].count(
            "no-cell"
        )
        self.assertEqual(row["pictures"], 2)
        self.assertEqual(row["measures"]["no_cell"]["value"], no_cell / 2)

    def test_the_models_are_named(self):
        self.assertEqual(self.report["models"][0]["file"], "hematovision.tflite")
        self.assertEqual(len(self.report["detectors"][0]["sha256"]), 64)

    def test_the_page(self):
        text = (self.out / "page.html").read_text()
        for part in ("<h2>mine</h2>", "Risk over coverage", "What should be turned away"):
            self.assertIn(part, text)

    def test_a_worse_camera_blurs_and_compresses_what_is_measured(self):
        out = self.out / "worse"
        run(self.folder, "--out", out, "--defocus", "0.15", "--jpeg", "20")
        report = json.loads((out / "report.json").read_text())
        self.assertEqual(report["camera"], asdict(Camera(defocus=0.15, jpeg=20)))
        self.assertEqual(report["measured"][0]["pictures"], 6)
        self.assertGreater(blurred(report), 0)
        self.assertEqual(blurred(self.report), 0)
        self.assertIn("blurred by 0.15 of its cell, compressed as JPEG", (out / "page.html").read_text())

    def test_another_camera_sees_a_paler_stain_and_little_around_the_cell(self):
        file = min(self.folder.glob("Neutrophil/*.jpg"))
        (record,) = program.classify([file])
        taken = Image.open(Camera(stain=0.5, crop=1.2).take(record, self.out / "taken"))
        left, top, width, height = record["cells"][0]["box"]
        side = 1.2 * max(width, height)
        self.assertLessEqual(max(taken.size), round(side) + 1)
        x, y = round(left + width / 2 - side / 2), round(top + height / 2 - side / 2)
        before = Image.open(file).getpixel((left + width // 2, top + height // 2))
        after = taken.getpixel((left + width // 2 - max(x, 0), top + height // 2 - max(y, 0)))
        for one, other in zip(before, after, strict=True):
            self.assertAlmostEqual(other / 255, (one / 255) ** 0.5, delta=0.01)

    def test_a_camera_cuts_off_what_is_too_bright_for_it_or_too_dark(self):
        self.assertEqual([Camera(exposure=1.5).tone(light) for light in (0, 0.4, 0.8)], [0, 153, 255])
        self.assertEqual([Camera(contrast=2).tone(light) for light in (0.2, 0.5, 0.6, 0.8)], [0, 128, 178, 255])
        self.assertEqual([Camera().tone(value / 255) for value in range(256)], list(range(256)))

    def test_a_cell_that_is_cut_out_stays_as_it_is(self):
        file = min(self.folder.glob("Neutrophil/*.jpg"))
        (record,) = program.classify([file])
        left, top, width, height = record["cells"][0]["box"]
        middle = left + width // 2, top + height // 2
        before = Image.open(file)
        for colour, painted in (("black", (0, 0, 0)), ("white", (255, 255, 255))):
            taken = Image.open(Camera(cut_out=colour).take(record, self.out / colour))
            self.assertEqual(taken.size, before.size)
            self.assertEqual(taken.getpixel(middle), before.getpixel(middle))
            self.assertEqual(taken.getpixel((0, 0)), painted)

    def test_a_table_with_folds_measures_what_the_lists_name(self):
        files = sorted(str(file.relative_to(self.folder)) for file in self.folder.glob("[NL]*/*.jpg"))
        table, names, out = self.folder / "all.csv", self.folder / "list.txt", self.out / "folds"
        table.write_text(
            "file,class,group\n" + "".join(f"{f},{f.split('/')[0]},{i // 2}\n" for i, f in enumerate(files))
        )
        names.write_text("\n".join(files[:4]))
        run(table, "--fold", program.MODEL, names, "--out", out)
        (row,) = json.loads((out / "report.json").read_text())["measured"]
        self.assertEqual((row["pictures"], row["groups"]), (4, 2))


class BadInput(InFolder):
    def refused(self, sentence, *arguments):
        with mock.patch.dict(os.environ, {"HEMATOVISION_DATA": ""}), self.assertRaisesRegex(SystemExit, sentence):
            run(*arguments, "--out", self.folder / "out")
        self.assertFalse((self.folder / "out").exists())

    def test_folders(self):
        self.refused("Name the data folder with --data")
        self.refused("is no data folder: it has no folder bccd", "--data", self.folder)
        self.refused("nowhere is not there. Name a folder", self.folder / "nowhere")
        self.refused("has no folders. Put the pictures into one a class: neutrophil", self.folder)
        (self.folder / "neutrophil").mkdir()
        self.refused("neutrophil holds no picture", self.folder)
        self.put("Neutrofil/a.jpg")
        self.refused("Neutrofil: “neutrofil” is none of the model's classes, which are neutrophil", self.folder)

    def test_data_folder(self):
        (self.folder / "bccd").mkdir()
        self.refused("pbc. Bring the data folder again", "--data", self.folder, "--sets", "pbc")
        self.refused("fields.csv cannot be read", "--data", self.folder, "--sets", "bccd")
        self.refused("--sets chooses from the data folder", self.folder, "--sets", "pbc")

    def test_tables(self):
        self.refused("has no column class", self.put("a.csv", "file,kind\na.jpg,monocyte\n"))
        self.refused("names .*a.jpg, which is not there", self.put("b.csv", "file,class\na.jpg,monocyte\n"))
        self.refused("c.csv, a.jpg: “macrophage” is none", self.put("c.csv", "file,class\na.jpg,macrophage\n"))
        self.refused("names no picture", self.put("d.csv", "file,class\n"))

    def test_an_unreadable_picture(self):
        self.put("monocyte/a.jpg", "not a picture"), self.put("monocyte/b.jpg")
        self.refused("monocyte/a.jpg: This is not a picture.* So it is with 1 more", self.folder)

    def test_models(self):
        self.refused("none.tflite is missing. Name another with --model", "--model", self.folder / "none.tflite")
        self.refused("names no classes in its metadata", "--model", program.DETECTOR)
        self.put("bccd/x")
        other, names = self.put("other.tflite", "format 1\nclass a\n\0"), self.put("list.txt", "list.txt\n")
        folds = ("--fold", program.MODEL, names, "--fold", other, names)
        self.refused("other.tflite has other classes than", *folds, "--data", self.folder)

    def test_cameras(self):
        for option, value, message in (
            ("--defocus", "1.5", "no share"),
            ("--jpeg", "0", "no quality"),
            ("--stain", "0", "no factor"),
            ("--exposure", "11", "no factor"),
            ("--contrast", "-1", "no factor"),
            ("--crop", "0.5", "no side"),
        ):
            said = io.StringIO()
            with contextlib.redirect_stderr(said), self.assertRaises(SystemExit):
                run(self.folder, option, value)
            self.assertIn(f"{value} is {message}", said.getvalue())

    def test_lists_that_name_nothing_measured(self):
        self.put("monocyte/a.jpg"), self.put("list.txt", "list.txt\n")
        self.refused("name no picture", self.folder, "--fold", program.MODEL, self.folder / "list.txt")


class Page(unittest.TestCase):
    def test_names_are_escaped(self):
        row = metrics.row_of_classes(LabelledSet("<b>", "field", []), PAIRS[5:6], CLASSES)
        made = [{"file": "<i>", "sha256": "0" * 64}]
        report = {"models": made, "detectors": made, "camera": None, "measured": [row], "unfamiliar": []}
        text = classes_page.html(report, [classes_page.Section(row, True, [])])
        for marked in ("&lt;b&gt;", "&lt;i&gt;"):
            self.assertIn(marked, text)
        self.assertNotIn("<h2><b>", text)
        self.assertNotIn("By <i>", text)


if __name__ == "__main__":
    unittest.main()
