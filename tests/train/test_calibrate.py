"""Which verdicts are confident: by answers made up here.

SPDX-License-Identifier: Apache-2.0
"""

import unittest
from dataclasses import replace

import numpy as np

from classifier.calibrate import (
    LEAST_CONFIDENCE,
    SIZE_MARGIN,
    Answers,
    Calibration,
    calibrate,
    certain,
    joined,
    log_probabilities,
    rule_of,
    unfamiliar_from,
    with_sizes,
    with_temperature,
)


def answers(confidences, right, elsewhere):
    """Of two classes, each named with these confidences."""
    confidences, right = np.array(confidences), np.array(right)
    return Answers(
        logits=np.log(np.stack([confidences, 1 - confidences], 1)),
        small_column=np.zeros((len(right), 2)),
        sizes=np.full(len(right), np.nan),
        strangeness=np.zeros(len(right)),
        truth=np.where(right, 0, 1),
        elsewhere=np.array(elsewhere),
        weights=np.ones(len(right)),
    )


class Confident(unittest.TestCase):
    def test_the_least_confidence_from_which_enough_are_right(self):
        known = answers([0.96, 0.97, 0.98, 0.99], [False, False, True, True], [""] * 4)
        self.assertAlmostEqual(certain(known, Calibration()).confident_at, 0.98)

    def test_it_holds_at_home_and_elsewhere(self):
        at_home, elsewhere = answers([0.96] * 2, [True] * 2, [""] * 2), ([0.97, 0.98], [False, True])
        both = answers([0.96] * 2 + elsewhere[0], [True] * 2 + elsewhere[1], [""] * 2 + ["raabin"] * 2)
        self.assertAlmostEqual(certain(at_home, Calibration()).confident_at, 0.96)
        self.assertAlmostEqual(certain(both, Calibration()).confident_at, 0.98)

    def test_more_is_asked_at_home(self):
        right = [True] * 24 + [False]  # 0.96
        for elsewhere, expected in (("", 0.99), ("raabin", 0.97)):
            known = answers([0.99] * 24 + [0.97], right, [elsewhere] * 25)
            self.assertAlmostEqual(certain(known, Calibration()).confident_at, expected)

    def test_each_laboratory_elsewhere_counts_by_itself(self):
        easy = [0.96] * 100, [True] * 100, ["pbc"] * 100
        hard = [0.96, 0.97, 0.98], [False, True, True], ["raabin"] * 3
        known = answers(*(some + more for some, more in zip(easy, hard, strict=True)))
        self.assertAlmostEqual(certain(known, Calibration()).confident_at, 0.97)

    def test_nothing_is_confident_where_nothing_is_right(self):
        known = answers([0.6, 0.7], [False, False], ["raabin"] * 2)
        self.assertEqual(certain(known, Calibration()).confident_at, 1)

    def test_nothing_is_confident_where_nothing_is_familiar(self):
        self.assertEqual(certain(answers([0.99], [True], [""]).only([]), Calibration()).confident_at, 1)

    def test_no_verdict_is_that_gives_itself_less_than_is_wanted(self):
        known = answers([0.6, 0.7], [True, True], ["raabin"] * 2)
        self.assertEqual(certain(known, Calibration()).confident_at, LEAST_CONFIDENCE)


class Rules(unittest.TestCase):
    """Every answer is of something familiar, so that a rule is a temperature and a threshold."""

    def setUp(self):
        self.said = {
            "whole": answers([0.96] * 100, [True] * 100, [""] * 100),
            "without-pbc": answers([0.97] * 100, [True] * 97 + [False] * 3, ["pbc"] * 100),
            "without-raabin": answers([0.99] * 100, [True] * 60 + [False] * 40, ["raabin"] * 100),
        }

    def rule_without(self, part):
        return calibrate(joined([some for name, some in self.said.items() if name != part]))

    def test_a_laboratory_has_no_say_in_the_rule_of_the_part_that_leaves_it_out(self):
        for part in ("without-pbc", "without-raabin"):
            self.assertEqual(rule_of(part, self.said), self.rule_without(part))
        self.assertLess(
            rule_of("without-raabin", self.said).temperature, rule_of("without-pbc", self.said).temperature
        )

    def test_what_was_kept_out_has(self):
        self.assertEqual(rule_of("whole", self.said), self.rule_without(None))
        self.assertNotEqual(rule_of("whole", self.said), self.rule_without("whole"))


class Temperature(unittest.TestCase):
    def test_it_makes_the_confidence_the_share_that_is_right(self):
        known = answers([0.99] * 100, [True] * 80 + [False] * 20, [""] * 100)
        logit = np.log(0.99 / 0.01) / with_temperature(known, Calibration()).temperature
        self.assertAlmostEqual(1 / (1 + np.exp(-logit)), 0.8, 2)


class Sizes(unittest.TestCase):
    """Twenty of either class, half of them larger and half smaller by the factor 1.1, and all named by chance."""

    def sized(self, first, second):
        known = answers([0.5] * 40, [True] * 20 + [False] * 20, [""] * 40)
        sizes = np.repeat([first, second], 20) * np.tile([1.1, 1 / 1.1], 20)
        return replace(known, small_column=np.array([[1.0, 0.0]] * 40), sizes=sizes)

    def test_a_cell_speaks_that_would_still_be_nearer_to_the_small_ones_were_it_larger(self):
        rule = with_sizes(self.sized(8, 18), Calibration())
        self.assertAlmostEqual(rule.small_below, 12 / SIZE_MARGIN)
        self.assertAlmostEqual(rule.small_power, np.log(18 / 8) / np.log(1.1) ** 2)

    def test_no_size_speaks_where_few_are_known_or_the_class_is_no_smaller(self):
        sized = self.sized(8, 18)
        few = replace(sized, sizes=np.where(np.arange(40) < 1, np.nan, sized.sizes))
        for known in (few, self.sized(18, 8), replace(sized, small_column=np.zeros((40, 2)))):
            self.assertEqual(with_sizes(known, Calibration()), Calibration())

    def test_the_odds_are_those_of_the_program(self):
        rule = Calibration(small_below=10, small_power=3)
        some = self.sized(8, 18).only(np.arange(5))
        some = replace(some, sizes=np.array([8, 10, 20, 1, np.nan]))
        odds = np.exp(np.diff(-log_probabilities(some, rule), axis=1))[:, 0]
        np.testing.assert_allclose(odds, [1.25**3, 1, 1, np.e**2, 1])


class Unfamiliar(unittest.TestCase):
    def test_few_familiar_cells_are_lost(self):
        unfamiliarity = np.linspace(0, 0.99, 100)
        found = unfamiliar_from(unfamiliarity, np.ones(100))
        self.assertAlmostEqual(np.mean(unfamiliarity >= found), 0.05, 2)


if __name__ == "__main__":
    unittest.main()
