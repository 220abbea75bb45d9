"""What tools/evaluate cells counts, on cases worked out by hand, and what it says of bad input.

SPDX-License-Identifier: Apache-2.0
"""

import tempfile
import unittest
from pathlib import Path

import boxes
import cells
import cells_page
import intervals
import looks
import pictures
import program
import tables


def cell(box, score=0.9, cut_off=False):
    return {"box": box, "score": score, "cut_off": cut_off}


def record(*found, width=100, height=100):
    return {"width": width, "height": height, "cells": list(found), "micrometres_per_pixel": None}


class Boxes(unittest.TestCase):
    def test_a_found_cell_is_right_where_its_middle_lies_in_a_true_box(self):
        match = boxes.match([(0, 0, 20, 20), (50, 50, 20, 20)], [cell([2, 2, 20, 20]), cell([80, 0, 10, 10])])
        self.assertEqual(match.held, [True, False])
        self.assertEqual(match.right, [True, False])
        self.assertEqual(match.mistakes, 2)

    def test_a_true_box_is_given_away_once_to_the_surest(self):
        match = boxes.match([(0, 0, 20, 20)], [cell([0, 0, 20, 20], 0.5), cell([1, 1, 18, 18], 0.8)])
        self.assertEqual(match.right, [True, True])
        self.assertEqual(match.first, [False, True])

    def test_touching_boxes_each_get_their_own(self):
        match = boxes.match([(0, 0, 20, 20), (16, 0, 20, 20)], [cell([0, 0, 20, 20]), cell([16, 0, 20, 20])])
        self.assertEqual(match.first, [True, True])

    def test_overlap(self):
        self.assertEqual(boxes.overlap((0, 0, 10, 10), (0, 0, 10, 10)), 1)
        self.assertAlmostEqual(boxes.overlap((0, 0, 10, 10), (5, 0, 10, 10)), 1 / 3)
        self.assertEqual(boxes.overlap((0, 0, 10, 10), (20, 20, 10, 10)), 0)

    def test_average_precision(self):
        # By score: right, wrong, right, of three true cells. Precision 1 up to a recall of 1/3, 2/3 up to 2/3.
        matches = [
            boxes.match([(0, 0, 10, 10)], [cell([0, 0, 10, 10], 0.9), cell([50, 50, 9, 9], 0.8)]),
            boxes.match([(0, 0, 10, 10), (40, 40, 10, 10)], [cell([0, 0, 10, 10], 0.7)]),
        ]
        found = boxes.average_precision(boxes.curve(["a", "b"], matches))
        self.assertAlmostEqual(found["value"], 1 / 3 + 2 / 9)
        self.assertEqual(found["of"], 3)

    def test_average_precision_of_nothing_found(self):
        self.assertEqual(
            boxes.average_precision(boxes.curve(["a"], [boxes.match([(0, 0, 9, 9)], [])]))["value"], 0
        )


class Intervals(unittest.TestCase):
    def test_a_share_holds_its_value(self):
        found = intervals.share(["a", "a", "b", "c"], [1, 0, 1, 1], [1, 1, 2, 1])
        self.assertEqual(found["value"], 0.6)
        self.assertEqual(found["of"], 5)
        self.assertLess(found["interval"][0], 0.6)
        self.assertGreater(found["interval"][1], 0.6)

    def test_all_right_is_not_surely_always_right(self):
        found = intervals.share([str(i) for i in range(100)], [1] * 100, [1] * 100)
        self.assertAlmostEqual(found["interval"][0], 0.9638, 4)  # Clopper and Pearson for 100 of 100
        self.assertEqual(found["interval"][1], 1)

    def test_nothing_counted(self):
        self.assertIsNone(intervals.share(["a"], [0], [0]))


class SingleCells(unittest.TestCase):
    def test_one_cell_over_the_middle(self):
        self.assertTrue(cells.shows_one_cell(record(cell([30, 30, 40, 40]))))

    def test_a_neighbour_at_the_border_is_less_prominent(self):
        self.assertTrue(cells.shows_one_cell(record(cell([30, 30, 40, 40]), cell([0, 0, 30, 30], cut_off=True))))

    def test_so_is_one_towards_a_corner(self):
        self.assertTrue(cells.shows_one_cell(record(cell([30, 30, 40, 40]), cell([60, 60, 38, 38]))))

    def test_a_cell_known_to_be_at_the_border(self):
        found = record(cell([0, 20, 30, 40], cut_off=True))
        self.assertFalse(cells.shows_one_cell(found))
        self.assertTrue(cells.shows_one_cell(found, middle=(0.1, 0.4)))

    def test_wrong(self):
        for found in (
            [],
            [cell([0, 0, 20, 20])],  # beside the middle
            [cell([45, 45, 10, 10])],  # too small
            [cell([30, 30, 40, 40]), cell([55, 30, 40, 40])],  # two
        ):
            self.assertFalse(cells.shows_one_cell(record(*found)), found)


class SeveralCells(unittest.TestCase):
    def shows_each_cell(self, *found):
        marked = [(10, 30, 30, 40), (50, 30, 30, 40)]
        return cells.shows_each_cell(record(*found), boxes.match(marked, found))

    def test_each_is_found(self):
        self.assertTrue(self.shows_each_cell(cell([10, 30, 30, 40]), cell([48, 32, 30, 40])))

    def test_wrong(self):
        first, second = cell([10, 30, 30, 40]), cell([50, 30, 30, 40])
        self.assertFalse(self.shows_each_cell())
        self.assertFalse(self.shows_each_cell(first))
        self.assertFalse(self.shows_each_cell(first, second, cell([30, 60, 40, 40])))  # in neither, and prominent

    def test_what_is_not_prominent_may_be_there(self):
        first, second = cell([10, 30, 30, 40]), cell([50, 30, 30, 40])
        self.assertTrue(self.shows_each_cell(first, second, cell([90, 90, 10, 10], cut_off=True)))

    def test_pictures_that_show_several_are_known_and_counted_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            basophils = Path(folder) / "pbc/basophil"
            basophils.mkdir(parents=True)
            for name in ("BA_248930.jpg", "BA_1.jpg"):
                (basophils / name).touch()
            collection = pictures.single_cells(Path(folder), "pbc")
        alone, several = collection.pictures
        self.assertEqual((alone.cells, several.cells), ((), ((117, 118, 132, 127), (219, 31, 132, 140))))
        one = record(cell([130, 130, 100, 100]), width=360, height=363)
        measured = cells.measures(collection, [cells.outcome(collection, p, one) for p in (alone, several)])
        self.assertEqual(measured["one prominent cell"]["value"], 1)
        self.assertEqual(measured["several cells, each found"]["value"], 0)
        self.assertEqual([measure["of"] for measure in measured.values()], [1, 1])


class Chula(unittest.TestCase):
    def test_what_nobody_marked_counts_where_every_white_cell_does(self):
        with tempfile.TemporaryDirectory() as folder:
            labels = Path(folder) / "chula/boxes.csv"
            labels.parent.mkdir()
            labels.write_text(
                "file,class,xmin,ymin,xmax,ymax\nL-9_0296.jpg,LYMPHOCYTE,860,2,1000,128\n"
                "other.jpg,EOSINOPHIL,5,6,105,106\n"
            )
            labelled, complete = pictures.chula(Path(folder))
        self.assertEqual([len(picture.cells) for picture in labelled.pictures], [1, 1])
        self.assertEqual([len(picture.cells) for picture in complete.pictures], [3, 1])
        self.assertIn((414, 556, 114, 125), complete.pictures[0].cells)
        self.assertEqual(complete.pictures[1].cells, ((5, 6, 100, 100),))


class Detectors(unittest.TestCase):
    def test_the_least_score_takes_the_place_of_the_other(self):
        with tempfile.TemporaryDirectory() as folder:
            detector = Path(folder) / "detector.tflite"
            for text, changed in ((b"0.5", b".01"), (b"0.4731", b".01000"), (b"1", b"0")):
                detector.write_bytes(b"\x00task cells\ncell_at " + text + b"\nabout x\n\x01")
                copy = program.with_least_score(detector, Path(folder), cells.LEAST_SCORE)
                self.assertEqual(copy.read_bytes(), detector.read_bytes().replace(text, changed))

    def test_other_files_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            other = Path(folder) / "other.tflite"
            other.write_bytes(b"format 1\n")
            with self.assertRaisesRegex(SystemExit, "no line cell_at"):
                program.with_least_score(other, Path(folder), cells.LEAST_SCORE)


class BadInput(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def table(self, text):
        file = self.folder / "table.csv"
        file.write_bytes(text)
        return file

    def test_tables(self):
        with self.assertRaisesRegex(SystemExit, "cannot be read"):
            tables.rows(self.folder / "missing.csv", ["file"])
        with self.assertRaisesRegex(SystemExit, "cannot be read"):
            tables.rows(self.table(b"file\n\xff\n"), ["file"])
        for text in (b"", b"other\na\n"):
            with self.assertRaisesRegex(SystemExit, "no column file"):
                tables.rows(self.table(text), ["file"])
        with self.assertRaisesRegex(SystemExit, "row 2 has too few fields"):
            tables.rows(self.table(b"other,file\na,b\na\n"), ["file"])
        with self.assertRaisesRegex(SystemExit, "no four numbers"):
            pictures.boxes_by_file(self.table(b"file,kind,xmin,ymin,xmax,ymax\na,WBC,1,2,3,x\n"), "kind")

    def test_a_byte_order_mark_is_no_part_of_a_name(self):
        self.assertEqual(tables.rows(self.table(b"\xef\xbb\xbffile\na\n"), ["file"]), [{"file": "a"}])

    def test_lists(self):
        with self.assertRaisesRegex(SystemExit, "cannot be read"):
            looks.names_in(self.folder / "missing.txt", self.folder)
        with self.assertRaisesRegex(SystemExit, "which is not there"):
            looks.names_in(self.table(b"a.jpg\n"), self.folder)
        self.assertEqual(looks.names_in(self.table(b"table.csv\n\n"), self.folder), {self.folder / "table.csv"})


class Page(unittest.TestCase):
    def test_names_are_escaped(self):
        row = {"data": "<b>", "pictures": 0, "measures": {"a & b": {"value": 1, "interval": [0.5, 1], "of": 9}}}
        text = cells_page.html([{"file": "<i>", "sha256": "0" * 64}], [cells_page.Section(row, "none", [], None)])
        for marked in ("&lt;b&gt;", "&lt;i&gt;", "a &amp; b"):
            self.assertIn(marked, text)
        self.assertNotIn("<b>", text)


if __name__ == "__main__":
    unittest.main()
