//! A network for each window of time, or of equally many statements.

use jiff::civil::DateTime;
use jiff::{Span, ToSpan};

use super::table::StatementTable;
use super::{NetworkError, NetworkOptions, StatementNetwork, StatementSelection, network_of};

/// What the width of a window counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowUnit {
    Days,
    Weeks,
    Months,
    Years,
    /// Statements, in the order of the table.
    Statements,
}

/// How windows are laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    pub unit: WindowUnit,
    /// In units, at least 1. Around its centre a window has the same width on both sides: an even width is
    /// that of the odd number above it.
    pub width: u32,
}

/// A window and its network.
#[derive(Clone, Debug)]
pub struct NetworkWindow {
    pub centre: DateTime,
    /// Its ends, both in it.
    pub from: DateTime,
    pub until: DateTime,
    pub network: StatementNetwork,
}

/// The networks of all windows that lie wholly in the period, of the statements that the options select. The period is that of the selection or, where
/// it has no end, reaches to the first and the last date of the table. Statements without a date are in
/// none.
///
/// # Errors
/// If the options do not fit one another, or a matrix would be too large.
pub fn windows(
    table: &StatementTable,
    options: &NetworkOptions,
    selection: &StatementSelection,
    windows: Windows,
) -> Result<Vec<NetworkWindow>, NetworkError> {
    let time = |row: &usize| table.rows()[*row].time;
    let dated = |row: &usize| time(row).is_some();
    let kept: Vec<usize> = selection.kept.iter().copied().filter(dated).collect();
    let times: Vec<DateTime> = kept.iter().filter_map(time).collect();
    let make = |centre, from, until, rows: &[usize]| {
        let network = network_of(table, options, selection, rows)?;
        Ok(NetworkWindow {
            centre,
            from,
            until,
            network,
        })
    };
    if windows.unit == WindowUnit::Statements {
        let half = windows.width as usize / 2;
        let centres = half..times.len().saturating_sub(half);
        return centres
            .map(|at| {
                let (first, last) = (at - half, at + half);
                make(times[at], times[first], times[last], &kept[first..=last])
            })
            .collect();
    }
    let mut all_times = table.rows().iter().filter_map(|row| row.time);
    let first = all_times.next();
    let Some((start, stop)) = first.map(|first| (first, all_times.next_back().unwrap_or(first)))
    else {
        return Ok(Vec::new());
    };
    let start = options.selection.from.unwrap_or(start);
    let stop = options.selection.until.unwrap_or(stop);
    let half = i64::from(windows.width / 2);
    let mut made = Vec::new();
    let mut centre = start;
    while centre <= stop {
        let ends = (
            moved(centre, windows.unit, -half),
            moved(centre, windows.unit, half),
        );
        if let (Some(from), Some(until)) = ends
            && start <= from
            && until <= stop
        {
            let first = times.partition_point(|time| *time < from);
            let end = times.partition_point(|time| *time <= until);
            made.push(make(centre, from, until, &kept[first..end.max(first)])?);
        }
        match moved(centre, windows.unit, 1) {
            Some(next) => centre = next,
            None => break,
        }
    }
    Ok(made)
}

/// So many units later; the last day of a month stands for days that it lacks. `None` beyond the calendar.
fn moved(time: DateTime, unit: WindowUnit, by: i64) -> Option<DateTime> {
    let span: Span = match unit {
        WindowUnit::Days => Span::new().try_days(by).ok()?,
        WindowUnit::Weeks => Span::new().try_weeks(by).ok()?,
        WindowUnit::Months => Span::new().try_months(by).ok()?,
        WindowUnit::Years => Span::new().try_years(by).ok()?,
        WindowUnit::Statements => 0.days(),
    };
    time.checked_add(span).ok()
}
