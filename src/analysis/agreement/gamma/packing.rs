//! The best choice of groups that share no member: set packing, exactly.
//!
//! The linear program max g·x, Ax ≤ 1, x ≥ 0 is solved by the revised simplex method; where its solution is not
//! whole, by branch and bound. With groups of two it is the assignment problem, and always whole.

/// Which groups were chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    pub chosen: Vec<usize>,
    /// Whether there is no better choice; `false` if the search was cut off.
    pub is_exact: bool,
}

/// How many linear programs are solved at most.
const MAX_NODES: usize = 2_000;

/// Nearly zero, for sums of numbers near 1.
const TINY: f64 = 1e-9;

/// The groups with the largest total gain of which no two share a member. A group is its members, below
/// `members`, and its gain.
pub fn best_packing(members: usize, groups: &[(&[usize], f64)]) -> Packed {
    let mut search = PackingSearch {
        groups,
        best: f64::NEG_INFINITY,
        chosen: Vec::new(),
        nodes: 0,
    };
    let open: Vec<usize> = (0..groups.len())
        .filter(|group| groups[*group].1 > 0.0)
        .collect();
    search.solve(members, open, Vec::new(), 0.0);
    search.chosen.sort_unstable();
    Packed {
        chosen: search.chosen,
        is_exact: search.nodes <= MAX_NODES,
    }
}

struct PackingSearch<'g> {
    groups: &'g [(&'g [usize], f64)],
    best: f64,
    chosen: Vec<usize>,
    nodes: usize,
}

impl PackingSearch<'_> {
    /// The best choice among `open` groups, given those that are `taken`.
    fn solve(&mut self, members: usize, open: Vec<usize>, taken: Vec<usize>, gain: f64) {
        self.nodes += 1;
        let columns: Vec<(&[usize], f64)> = open.iter().map(|group| self.groups[*group]).collect();
        let (bound, values) = linear_program(members, &columns);
        if gain + bound <= self.best + TINY {
            return;
        }
        let fractional = values
            .iter()
            .position(|value| *value > 1e-6 && *value < 1.0 - 1e-6);
        let cut_off = self.nodes > MAX_NODES;
        match fractional {
            Some(at) if !cut_off => {
                let group = open[at];
                let (inside, more) = self.groups[group];
                let is_free = |other: &usize| {
                    let others = self.groups[*other].0;
                    !others.iter().any(|member| inside.contains(member))
                };
                let with: Vec<usize> = open.iter().copied().filter(is_free).collect();
                let mut taken_with = taken.clone();
                taken_with.push(group);
                self.solve(members, with, taken_with, gain + more);
                let without = open.into_iter().filter(|other| *other != group).collect();
                self.solve(members, without, taken, gain);
            }
            _ => self.keep(&open, &values, taken, gain),
        }
    }

    /// Keeps the groups that the linear program takes; of a cut-off search those that fit together.
    fn keep(&mut self, open: &[usize], values: &[f64], mut taken: Vec<usize>, mut gain: f64) {
        let mut order: Vec<usize> = (0..open.len()).filter(|at| values[*at] > 1e-6).collect();
        order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
        let mut used: std::collections::HashSet<usize> = std::collections::HashSet::new();
        for at in order {
            let (inside, more) = self.groups[open[at]];
            if inside.iter().all(|member| !used.contains(member)) {
                used.extend(inside);
                taken.push(open[at]);
                gain += more;
            }
        }
        if gain > self.best {
            self.best = gain;
            self.chosen = taken;
        }
    }
}

/// The optimum of max g·x, Ax ≤ 1, x ≥ 0, and its x.
fn linear_program(rows: usize, columns: &[(&[usize], f64)]) -> (f64, Vec<f64>) {
    // The basis starts with the slack variables, which are numbered after the columns.
    let mut basis: Vec<usize> = (columns.len()..columns.len() + rows).collect();
    let mut inverse = vec![0.0; rows * rows];
    for row in 0..rows {
        inverse[row * rows + row] = 1.0;
    }
    let mut values = vec![1.0; rows];
    let mut is_basic = vec![false; columns.len() + rows];
    for variable in &basis {
        is_basic[*variable] = true;
    }
    let gain_of = |variable: usize| columns.get(variable).map_or(0.0, |(_, gain)| *gain);
    let mut steps_without_gain = 0;
    // More steps than any such program has taken; it then returns a bound that is too low for none.
    for _ in 0..50 * (rows + 10) {
        // Prices of the rows.
        let mut prices = vec![0.0; rows];
        for (at, variable) in basis.iter().enumerate() {
            let gain = gain_of(*variable);
            if gain != 0.0 {
                for (price, entry) in prices.iter_mut().zip(&inverse[at * rows..(at + 1) * rows]) {
                    *price += gain * entry;
                }
            }
        }
        // Bland's rule where the largest gain would run in circles.
        let first_only = steps_without_gain > 30;
        let mut entering: Option<(usize, f64)> = None;
        let reduced = |variable: usize| match columns.get(variable) {
            Some((members, gain)) => gain - members.iter().map(|row| prices[*row]).sum::<f64>(),
            None => -prices[variable - columns.len()],
        };
        for variable in (0..columns.len() + rows).filter(|variable| !is_basic[*variable]) {
            let gain = reduced(variable);
            if gain > TINY && entering.is_none_or(|(_, best)| gain > best) {
                entering = Some((variable, gain));
                if first_only {
                    break;
                }
            }
        }
        let Some((entering, _)) = entering else { break };
        let mut direction = vec![0.0; rows];
        for (at, entry) in direction.iter_mut().enumerate() {
            let row = &inverse[at * rows..(at + 1) * rows];
            *entry = match columns.get(entering) {
                Some((members, _)) => members.iter().map(|member| row[*member]).sum(),
                None => row[entering - columns.len()],
            };
        }
        let mut leaving: Option<(usize, f64)> = None;
        for (at, entry) in direction.iter().enumerate() {
            if *entry > TINY {
                let ratio = values[at] / entry;
                let is_better = leaving.is_none_or(|(other, least)| {
                    ratio < least - 1e-12 || (ratio < least + 1e-12 && basis[at] < basis[other])
                });
                if is_better {
                    leaving = Some((at, ratio));
                }
            }
        }
        let Some((leaving, ratio)) = leaving else {
            break;
        };
        steps_without_gain = if ratio > TINY {
            0
        } else {
            steps_without_gain + 1
        };
        let pivot = direction[leaving];
        let pivot_row: Vec<f64> = inverse[leaving * rows..(leaving + 1) * rows]
            .iter()
            .map(|entry| entry / pivot)
            .collect();
        for (at, entry) in direction.iter().enumerate() {
            if at == leaving || entry.abs() < 1e-12 {
                continue;
            }
            values[at] = (values[at] - entry * ratio).max(0.0);
            let row = &mut inverse[at * rows..(at + 1) * rows];
            for (old, new) in row.iter_mut().zip(&pivot_row) {
                *old -= entry * new;
            }
        }
        inverse[leaving * rows..(leaving + 1) * rows].copy_from_slice(&pivot_row);
        values[leaving] = ratio;
        is_basic[basis[leaving]] = false;
        is_basic[entering] = true;
        basis[leaving] = entering;
    }
    let mut solution = vec![0.0; columns.len()];
    let mut gain = 0.0;
    for (variable, value) in basis.iter().zip(&values) {
        if let Some(found) = solution.get_mut(*variable) {
            *found = *value;
            gain += value * gain_of(*variable);
        }
    }
    (gain, solution)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tries all choices.
    fn best_by_trying(groups: &[(&[usize], f64)]) -> f64 {
        let mut best = 0.0;
        for mask in 0..1_u32 << groups.len() {
            let (mut used, mut gain, mut fits) = (0_u32, 0.0, true);
            for (at, (members, more)) in groups.iter().enumerate() {
                if mask >> at & 1 == 1 {
                    for member in *members {
                        fits &= used >> member & 1 == 0;
                        used |= 1 << member;
                    }
                    gain += more;
                }
            }
            if fits && gain > best {
                best = gain;
            }
        }
        best
    }

    #[test]
    fn a_fractional_program_is_branched() {
        // Three groups that pairwise share a member: the linear program takes half of each.
        let groups: [(&[usize], f64); 3] = [(&[0, 1], 1.0), (&[1, 2], 1.0), (&[0, 2], 1.0)];
        let (bound, values) = linear_program(3, &groups);
        assert!((bound - 1.5).abs() < 1e-9 && values.iter().all(|x| (x - 0.5).abs() < 1e-9));
        let packed = best_packing(3, &groups);
        assert_eq!((packed.chosen.len(), packed.is_exact), (1, true));
    }

    proptest! {
        /// Few members, many groups and equal gains, so that ties and fractions are common.
        #[test]
        fn no_choice_is_better(
            groups in prop::collection::vec(
                (prop::collection::btree_set(0_usize..7, 2..4), 1_u8..6), 0..12)
        ) {
            let groups: Vec<(Vec<usize>, f64)> = groups
                .into_iter()
                .map(|(members, gain)| (members.into_iter().collect(), f64::from(gain) / 4.0))
                .collect();
            let groups: Vec<(&[usize], f64)> =
                groups.iter().map(|(members, gain)| (members.as_slice(), *gain)).collect();
            let packed = best_packing(7, &groups);
            prop_assert!(packed.is_exact);
            let gain: f64 = packed.chosen.iter().map(|group| groups[*group].1).sum();
            prop_assert!((gain - best_by_trying(&groups)).abs() < 1e-9);
            let mut members: Vec<usize> =
                packed.chosen.iter().flat_map(|group| groups[*group].0).copied().collect();
            let all = members.len();
            members.sort_unstable();
            members.dedup();
            prop_assert_eq!(members.len(), all);
        }
    }
}
