"""Which verdicts are confident: by answers made up here.

SPDX-License-Identifier: Apache-2.0
"""

import unittest

import numpy as np

from classifier.calibrate import Answers, Calibration, certain, temperature_of, unfamiliar_from


def answers(confidences, right, elsewhere):
    """Of two classes, each named with these confidences."""
    confidences, right = np.array(confidences), np.array(right)
    return Answers(
        logits=np.log(np.stack([confidences, 1 - confidences], 1)),
        strangeness=np.zeros(len(right)),
        truth=np.where(right, 0, 1),
        elsewhere=np.array(elsewhere),
        weights=np.ones(len(right)),
    )


class Confident(unittest.TestCase):
    def test_the_least_confidence_from_which_enough_are_right(self):
        known = answers([0.6, 0.7, 0.8, 0.9], [False, False, True, True], [""] * 4)
        self.assertAlmostEqual(certain(known, Calibration()).confident_at, 0.8)

    def test_it_holds_at_home_and_elsewhere(self):
        at_home, elsewhere = answers([0.6] * 2, [True] * 2, [""] * 2), ([0.7, 0.8], [False, True])
        both = answers([0.6] * 2 + elsewhere[0], [True] * 2 + elsewhere[1], [""] * 2 + ["raabin"] * 2)
        self.assertAlmostEqual(certain(at_home, Calibration()).confident_at, 0.6)
        self.assertAlmostEqual(certain(both, Calibration()).confident_at, 0.8)

    def test_more_is_asked_at_home(self):
        right = [True] * 24 + [False]  # 0.96
        for elsewhere, expected in (("", 0.9), ("raabin", 0.6)):
            known = answers([0.9] * 24 + [0.6], right, [elsewhere] * 25)
            self.assertAlmostEqual(certain(known, Calibration()).confident_at, expected)

    def test_each_laboratory_elsewhere_counts_by_itself(self):
        easy = [0.6] * 100, [True] * 100, ["pbc"] * 100
        hard = [0.6, 0.7, 0.8], [False, True, True], ["raabin"] * 3
        known = answers(*(some + more for some, more in zip(easy, hard, strict=True)))
        self.assertAlmostEqual(certain(known, Calibration()).confident_at, 0.7)

    def test_nothing_is_confident_where_nothing_is_right(self):
        known = answers([0.6, 0.7], [False, False], ["raabin"] * 2)
        self.assertEqual(certain(known, Calibration()).confident_at, 1)


class Temperature(unittest.TestCase):
    def test_it_makes_the_confidence_the_share_that_is_right(self):
        known = answers([0.99] * 100, [True] * 80 + [False] * 20, [""] * 100)
        logit = np.log(0.99 / 0.01) / temperature_of(known)
        self.assertAlmostEqual(1 / (1 + np.exp(-logit)), 0.8, 2)


class Unfamiliar(unittest.TestCase):
    def test_few_familiar_cells_are_lost(self):
        unfamiliarity = np.linspace(0, 0.99, 100)
        found = unfamiliar_from(unfamiliarity, np.ones(100))
        self.assertAlmostEqual(np.mean(unfamiliarity >= found), 0.05, 2)


if __name__ == "__main__":
    unittest.main()
