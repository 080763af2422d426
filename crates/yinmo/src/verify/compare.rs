//! Two documents side by side.

use yinmo_core::kind::Kind;
use yinmo_core::text::Surface;

use super::align::align;
use super::judge::judge;
use super::reading::{Row, Shape, Sheet, Unit};
use super::{Class, Incomparable, Verification, totals};
use crate::Pipeline;

/// Compares the sheets of an original with those of what is published.
pub(super) fn sheets(pipeline: &Pipeline, before: &[Sheet], after: &[Sheet], out: &mut Verification) {
    let before: Vec<&Sheet> = before.iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    let after: Vec<&Sheet> = after.iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    let same_shape = |i: usize, j: usize| before[i].shape == after[j].shape;
    let pairs = align(before.len(), after.len(), |i, j| same_shape(i, j) && are_alike(before[i], after[j]));
    for (i, j) in pairs {
        match (i.map(|i| before[i]), j.map(|j| after[j])) {
            (Some(sheet), Some(now)) if sheet.shape == now.shape => {
                Comparison { pipeline, floor: pipeline.policy.floor(), out }.sheet(sheet, now);
            }
            (Some(_), Some(_)) => out.incomparable = Some(Incomparable::Shape),
            (Some(sheet), None) => lost(sheet, out),
            (None, Some(now)) => now.rows.iter().for_each(|row| added(row, out)),
            (None, None) => {}
        }
    }
}

/// Whether anything that stays in one stands in the other, among the first rows.
fn are_alike(sheet: &Sheet, now: &Sheet) -> bool {
    const FIRST: usize = 20;
    let units = |sheet: &'_ Sheet| sheet.rows.iter().take(FIRST).flat_map(|row| &row.units).count();
    let staying = sheet.rows.iter().take(FIRST).flat_map(|row| &row.units).filter(|unit| unit.stays());
    let stands = |unit: &Unit| {
        now.rows.iter().take(FIRST).flat_map(|row| &row.units).any(|other| other.text == unit.text)
    };
    units(sheet) == 0 || staying.filter(|unit| !unit.text.trim().is_empty()).any(stands)
}

/// What readers never saw, such as comments and properties, may go.
fn lost(sheet: &Sheet, out: &mut Verification) {
    let seen = sheet.rows.iter().flat_map(|row| &row.units);
    let first = seen.into_iter().find(|unit| unit.surface == Surface::Visible && !is_blank(unit));
    if let Some(unit) = first {
        out.add(Class::Lost, &unit.place, None);
    }
}

fn added(row: &Row, out: &mut Verification) {
    if let Some(unit) = row.units.iter().find(|unit| !is_blank(unit)) {
        out.add(Class::Added, &unit.place, None);
    }
    row.units.iter().for_each(|unit| left_now(unit, out));
}

/// What would be masked in what is published. A column that goes is judged by what the original says of it.
fn left_now(now: &Unit, out: &mut Verification) {
    if now.expected.is_some() && !now.stays() {
        let kind = now.found.iter().find(|found| found.expected.is_some()).map(|found| found.kind);
        out.add(Class::Left, &now.place, kind);
    }
}

fn is_blank(unit: &Unit) -> bool {
    unit.text.trim().is_empty()
}

struct Comparison<'o> {
    pipeline: &'o Pipeline,
    floor: u64,
    out: &'o mut Verification,
}

impl Comparison<'_> {
    fn sheet(&mut self, sheet: &Sheet, now: &Sheet) {
        match sheet.shape {
            Shape::Table => self.table(sheet, now),
            Shape::Tree => self.tree(sheet, now),
            Shape::Text => self.text(sheet, now),
        }
    }

    fn table(&mut self, sheet: &Sheet, now: &Sheet) {
        let Some(columns) = columns(sheet, now) else {
            self.out.incomparable = Some(Incomparable::Shape);
            return;
        };
        let fits = |i: usize, j: usize| row_fits(&sheet.rows[i], &now.rows[j], &columns);
        let emptied: Vec<bool> =
            columns.iter().map(|column| column.is_some_and(|nth| is_emptied(now, nth))).collect();
        for (i, j) in align(sheet.rows.len(), now.rows.len(), fits) {
            match (i.map(|i| &sheet.rows[i]), j.map(|j| &now.rows[j])) {
                (Some(row), Some(now)) => self.row(row, now, &columns, &emptied),
                (Some(row), None) => self.lost_row(row),
                (None, Some(now)) => added(now, self.out),
                (None, None) => {}
            }
        }
        self.totals(sheet, now, &columns);
    }

    fn row(&mut self, row: &Row, now: &Row, columns: &[Option<usize>], emptied: &[bool]) {
        let mut met = vec![false; now.units.len()];
        for ((unit, column), emptied) in row.units.iter().zip(columns).zip(emptied) {
            if *emptied && unit.expected.is_none() {
                if let Some(met) = column.and_then(|nth| met.get_mut(nth)) {
                    *met = true;
                }
                self.gone(unit);
                continue;
            }
            match column.and_then(|nth| now.units.get(nth)) {
                Some(other) => {
                    met[column.unwrap_or_default()] = true;
                    self.unit(unit, other);
                }
                None if is_blank(unit) => {}
                None if unit.expected.is_none() => self.gone(unit),
                None => self.out.add(Class::Lost, &unit.place, None),
            }
        }
        let others = now.units.iter().zip(met).filter(|(unit, met)| !met && !is_blank(unit));
        others.for_each(|(unit, _)| {
            self.out.add(Class::Added, &unit.place, None);
            left_now(unit, self.out);
        });
    }

    /// A cell that went with its column.
    fn gone(&mut self, unit: &Unit) {
        if !is_blank(unit) {
            self.out.add(Class::AsPolicy, &unit.place, None);
        }
    }

    fn unit(&mut self, unit: &Unit, now: &Unit) {
        let judged = judge(unit, now, self.floor);
        let mut leaves = false;
        for (class, kind) in judged {
            leaves |= class == Class::Left;
            let kind = match (class, kind) {
                (Class::Changed, None) => self.missing_furniture(unit, now),
                _ => kind,
            };
            // A blank cell of a column that goes is nothing that was masked.
            if !(class == Class::AsPolicy && is_blank(unit)) {
                self.out.add(class, &unit.place, kind);
            }
        }
        if !leaves {
            left_now(now, self.out);
        }
    }

    /// The kind of the first document number, date, amount or the like that is not there any more.
    fn missing_furniture(&self, unit: &Unit, now: &Unit) -> Option<Kind> {
        let mut furniture = self.pipeline.detector.furniture(&unit.text).into_iter();
        furniture.find(|claim| !now.text.contains(claim.span.of(&unit.text))).map(|claim| claim.kind)
    }

    fn lost_row(&mut self, row: &Row) {
        if let Some(unit) = row.units.iter().find(|unit| !is_blank(unit)) {
            self.out.add(if goes_whole(row) { Class::AsPolicy } else { Class::Lost }, &unit.place, None);
        }
    }

    /// Columns of numbers that stay.
    fn totals(&mut self, sheet: &Sheet, now: &Sheet, columns: &[Option<usize>]) {
        for (nth, column) in columns.iter().enumerate() {
            let Some(column) = *column else { continue };
            let units = || sheet.rows.iter().filter_map(move |row| row.units.get(nth));
            if !units().all(Unit::stays) || units().any(|unit| unit.text.contains("序号")) {
                continue;
            }
            let after = now.rows.iter().filter_map(|row| Some(&*row.units.get(column)?.text));
            let agreed = totals::agree(units().map(|unit| &*unit.text), after);
            self.out.totals += u64::from(agreed.is_some());
            if let (Some(false), Some(unit)) = (agreed, units().next()) {
                self.out.add(Class::Total, &unit.place, None);
            }
        }
    }

    /// Values by their order, or else by their paths.
    fn tree(&mut self, sheet: &Sheet, now: &Sheet) {
        let fits = |i: usize, j: usize| sheet.rows[i].units[0].place == now.rows[j].units[0].place;
        self.single(sheet, now, fits);
    }

    fn text(&mut self, sheet: &Sheet, now: &Sheet) {
        let floor = self.floor;
        let fits = |i: usize, j: usize| {
            let (unit, now) = (&sheet.rows[i].units[0], &now.rows[j].units[0]);
            let judged = judge(unit, now, floor);
            unit.text == now.text || !judged.iter().any(|(class, _)| *class == Class::Changed)
        };
        self.single(sheet, now, fits);
    }

    fn single(&mut self, sheet: &Sheet, now: &Sheet, fits: impl Fn(usize, usize) -> bool) {
        for (i, j) in align(sheet.rows.len(), now.rows.len(), fits) {
            match (i.map(|i| &sheet.rows[i].units[0]), j.map(|j| &now.rows[j])) {
                (Some(unit), Some(now)) => self.unit(unit, &now.units[0]),
                (Some(unit), None) if unit.expected.is_none() => {
                    self.out.add(Class::AsPolicy, &unit.place, None);
                }
                (Some(_), None) => self.lost_row(&sheet.rows[i.unwrap_or_default()]),
                (None, Some(now)) => added(now, self.out),
                (None, None) => {}
            }
        }
    }
}

/// Whether the policy takes a row out.
fn goes_whole(row: &Row) -> bool {
    row.units.iter().all(|unit| unit.expected.is_none())
}

/// Whether nothing but a heading stands in a column.
fn is_emptied(now: &Sheet, nth: usize) -> bool {
    now.rows.len() > 1
        && now.rows.iter().filter_map(|row| row.units.get(nth)).filter(|unit| !is_blank(unit)).count() <= 1
}

/// Whether all that stays in a row stands in the other, and anything does.
fn row_fits(row: &Row, now: &Row, columns: &[Option<usize>]) -> bool {
    let staying = row.units.iter().zip(columns).filter(|(unit, _)| unit.stays() && !is_blank(unit));
    let mut any = false;
    for (unit, column) in staying {
        match column.and_then(|nth| now.units.get(nth)) {
            Some(other) if other.text == unit.text => any = true,
            _ => return false,
        }
    }
    any || row.units.iter().all(is_blank) && now.units.iter().all(is_blank)
}

/// Where each column of a table is now; `None` where it is not there any more. Nothing if they cannot be told.
fn columns(sheet: &Sheet, now: &Sheet) -> Option<Vec<Option<usize>>> {
    let width = |sheet: &Sheet| sheet.rows.iter().map(|row| row.units.len()).max().unwrap_or_default();
    let (before, after) = (width(sheet), width(now));
    if before == after {
        return Some((0..before).map(Some).collect());
    }
    let goes = |nth: usize| {
        let staying = sheet.rows.iter().filter(|row| !goes_whole(row));
        staying.into_iter().any(|row| row.units.get(nth).is_some_and(|unit| unit.expected.is_none()))
    };
    let staying: Vec<bool> = (0..before).map(|nth| !goes(nth)).collect();
    if staying.iter().filter(|stays| **stays).count() == after {
        let mut next = 0..;
        return Some(staying.into_iter().map(|stays| stays.then(|| next.next()).flatten()).collect());
    }
    by_heading(sheet, now, before)
}

/// The row of what is published that has most cells in common with one of the original is the heading of both.
fn by_heading(sheet: &Sheet, now: &Sheet, width: usize) -> Option<Vec<Option<usize>>> {
    const SAMPLE: usize = 50;
    let cells = |row: &Row| row.units.iter().filter(|unit| !is_blank(unit)).count();
    let matched = |row: &Row, other: &Row| -> Vec<Option<usize>> {
        let mut from = 0;
        let mut found = vec![None; width];
        for (nth, unit) in row.units.iter().enumerate().filter(|(_, unit)| !is_blank(unit)) {
            let rest = other.units.iter().skip(from);
            if let Some(at) = rest.into_iter().position(|other| other.text.trim() == unit.text.trim()) {
                found[nth] = Some(from + at);
                from += at + 1;
            }
        }
        found
    };
    let pairs = sheet.rows.iter().zip(&now.rows).take(SAMPLE);
    let maps = pairs.map(|(row, other)| (cells(other), matched(row, other)));
    let best = maps.max_by_key(|(_, map)| map.iter().flatten().count())?;
    let (cells, map) = best;
    let found = map.iter().flatten().count();
    (found > 0 && found == cells).then_some(map)
}
