"""Which labels are doubtful, and which drawn pictures are learned from: in folders made up here.

SPDX-License-Identifier: Apache-2.0
"""

import json
import os
import tempfile
import unittest
from pathlib import Path

from classifier.laboratories import WITHOUT_GRANULES, bccd, drawn

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


class Drawn(unittest.TestCase):
    def test_pictures_of_one_cell_are_learned_from_and_not_kept_out(self):
        truth = [
            {"file": f"smear-{i}.jpg", "cells": [{"class": name} for name in names]}
            for i, names in enumerate(([], ["eosinophil"], ["neutrophil", "monocyte"], ["basophil"]))
        ]
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "truth.json").write_text(json.dumps(truth))
            cells = list(drawn([Path(folder)]))
        found = [(cell.file.name, cell.laboratory, cell.name, cell.validates) for cell in cells]
        self.assertEqual(
            found, [("smear-1.jpg", "drawn", "eosinophil", False), ("smear-3.jpg", "drawn", "basophil", False)]
        )


if __name__ == "__main__":
    unittest.main()
