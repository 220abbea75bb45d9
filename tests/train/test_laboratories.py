"""Which labels are doubtful, and which drawn pictures are learned from: in folders made up here.

SPDX-License-Identifier: Apache-2.0
"""

import dataclasses
import json
import os
import tempfile
import unittest
from pathlib import Path

from classifier.laboratories import (
    CLASSES,
    DRAWN,
    FOLDS,
    NONE,
    STRANGERS,
    WITHOUT_GRANULES,
    LabelledCell,
    bccd,
    drawn,
    labelled_cell,
    with_fold_kept_out,
)

DATA = os.environ.get("HEMATOVISION_DATA")

FIELDS = """file,cells,split,group
BloodImage_00023.jpg,EOSINOPHIL,train,1
BloodImage_00017.jpg,EOSINOPHIL,train,2
BloodImage_00001.jpg,NEUTROPHIL,train,3
"""


class Doubtful(unittest.TestCase):
    def test_an_eosinophil_without_granules_is(self):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            (data / "bccd").mkdir()
            (data / "bccd/fields.csv").write_text(FIELDS)
            doubtful = {cell.file.name for cell in bccd(data) if cell.doubtful}
        self.assertEqual(doubtful, {"BloodImage_00023.jpg"})

    @unittest.skipUnless(DATA, "HEMATOVISION_DATA is not set")
    def test_all_of_the_list_are_eosinophils_to_train_on(self):
        eosinophils = [cell for cell in bccd(Path(DATA)) if cell.name == "eosinophil"]
        self.assertEqual({cell.file.name for cell in eosinophils if cell.doubtful}, WITHOUT_GRANULES)


def cells_of(laboratory, groups):
    """Two cells of each group."""
    return [
        labelled_cell(Path(f"{group}-{name}.png"), laboratory, name, f"{laboratory} {group}")
        for group in range(groups)
        for name in CLASSES[:2]
    ]


class Folds(unittest.TestCase):
    def test_each_keeps_out_its_groups_and_together_they_keep_out_all(self):
        cells = [*cells_of("raabin", 100), *cells_of(NONE, 100)]
        groups = [
            {cell.group for cell in with_fold_kept_out(fold, cells) if cell.validates} for fold in range(FOLDS)
        ]
        self.assertTrue(all(len(some) > 20 for some in groups))
        self.assertEqual(sorted(name for some in groups for name in some), sorted({cell.group for cell in cells}))

    def test_what_is_kept_out_of_the_whole_is_of_the_first(self):
        self.assertEqual({cell.fold for cell in cells_of("raabin", 100) if cell.validates}, {0})

    def test_drawn_cells_are_learned_from_by_all(self):
        cells = [*cells_of(DRAWN, 100), *cells_of(STRANGERS, 100)]
        cells = [dataclasses.replace(cell, validates=False) for cell in cells]
        for fold in range(FOLDS):
            self.assertFalse(any(cell.validates for cell in with_fold_kept_out(fold, cells)))


def drawn_from(truth):
    """What is learned from a folder with this truth.json."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "truth.json").write_text(json.dumps(truth))
        return list(drawn([Path(folder)]))


class Drawn(unittest.TestCase):
    def test_the_most_prominent_cells_are_learned_from_and_not_kept_out(self):
        truth = [
            {"file": f"smear-{i}.jpg", "cells": [{"class": name, "box": [10, 20, 30, 40]} for name in names]}
            for i, names in enumerate(([], ["eosinophil"], ["neutrophil", "monocyte"]))
        ]
        found = [
            (cell.file.name, cell.laboratory, cell.name, cell.validates, cell.box) for cell in drawn_from(truth)
        ]
        box = (10, 20, 30, 40)
        self.assertEqual(
            found,
            [
                ("smear-1.jpg", "drawn", "eosinophil", False, box),
                ("smear-2.jpg", "drawn", "neutrophil", False, box),
            ],
        )

    def test_a_painted_cell_of_no_class_is_a_stranger(self):
        truth = [{"file": "smear-1.jpg", "cells": [{"class": "erythroblast", "box": [10, 20, 30, 40]}]}]
        (cell,) = drawn_from(truth)
        self.assertEqual((cell.laboratory, cell.name, cell.box), (STRANGERS, NONE, (10, 20, 30, 40)))

    def test_what_was_found_beside_the_cell_is_another(self):
        cell = LabelledCell(Path("smear.jpg"), "drawn", "basophil", "1", False, box=(10, 20, 30, 40))
        for found in ((10, 20, 30, 40), (30, 50, 8, 8), (0, 0, 21, 100)):
            self.assertTrue(cell.may_be_at(found), found)
        for found in ((41, 20, 30, 40), (10, 56, 30, 20), (0, 20, 18, 40)):
            self.assertFalse(cell.may_be_at(found), found)

    def test_a_cell_without_a_box_may_be_anywhere(self):
        cell = LabelledCell(Path("cell.jpg"), "pbc", "basophil", "1", False)
        self.assertTrue(cell.may_be_at((500, 600, 30, 40)))


if __name__ == "__main__":
    unittest.main()
