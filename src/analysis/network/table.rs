//! Statements as columns: a text or a whole number for each statement and variable.
//!
//! Texts are kept once and referred to by number, so that a row takes few bytes and comparing is fast.

use std::collections::HashMap;

use jiff::civil::DateTime;

/// A column of a [`StatementTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnIndex(usize);

/// What the values of a column are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    /// Whole numbers. `levels` are all that may occur, where the codebook says so: two of them make
    /// a qualifier with two values.
    Number {
        levels: Vec<NamedLevel>,
    },
}

/// A number that stands for a choice, such as 1 for “for”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLevel {
    pub number: i64,
    pub name: String,
}

/// A value of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementValue<'v> {
    /// Empty if there is none.
    Text(&'v str),
    Number(Option<i64>),
}

/// The number of a text in a table; 0 is the empty text.
pub(crate) type Symbol = u32;

#[derive(Clone, Debug)]
struct TableColumn {
    name: String,
    kind: ColumnKind,
    values: ColumnValues,
}

#[derive(Clone, Debug)]
enum ColumnValues {
    Text(Vec<Symbol>),
    Number(Vec<Option<i64>>),
}

/// Where a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// The caller's number for the statement.
    pub id: u32,
    /// The caller's number for the article, in the order of the articles.
    pub article: u32,
    /// The first character and the one after the last, in scalar values.
    pub start: u32,
    pub end: u32,
    /// `None` for a statement without a date.
    pub time: Option<DateTime>,
}

/// Statements in the order of date, article and place. Those without a date come last.
#[derive(Clone, Debug)]
pub struct StatementTable {
    texts: Vec<String>,
    columns: Vec<TableColumn>,
    rows: Vec<RowPlace>,
}

impl StatementTable {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<ColumnIndex> {
        self.columns
            .iter()
            .position(|column| column.name == name)
            .map(ColumnIndex)
    }

    /// All columns with their names.
    pub fn columns(&self) -> impl Iterator<Item = (ColumnIndex, &str)> {
        let columns = self.columns.iter().enumerate();
        columns.map(|(index, column)| (ColumnIndex(index), column.name.as_str()))
    }

    /// The names of all columns.
    pub fn column_names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// What a column holds.
    pub fn kind(&self, column: ColumnIndex) -> &ColumnKind {
        &self.columns[column.0].kind
    }

    /// The statements.
    pub fn rows(&self) -> &[RowPlace] {
        &self.rows
    }

    /// A value of a statement, by its number in [`Self::rows`].
    pub fn value(&self, row: usize, column: ColumnIndex) -> StatementValue<'_> {
        match &self.columns[column.0].values {
            ColumnValues::Text(symbols) => StatementValue::Text(self.name(symbols[row])),
            ColumnValues::Number(numbers) => StatementValue::Number(numbers[row]),
        }
    }

    /// A value as people read it: numbers that stand for choices by their names.
    pub fn written(&self, row: usize, column: ColumnIndex) -> String {
        let number = match self.value(row, column) {
            StatementValue::Text(text) => return text.to_owned(),
            StatementValue::Number(number) => number,
        };
        let levels = match self.kind(column) {
            ColumnKind::Number { levels } => levels.as_slice(),
            ColumnKind::Text => &[],
        };
        let named = levels.iter().find(|level| Some(level.number) == number);
        match (named, number) {
            (Some(level), _) => level.name.clone(),
            (None, Some(number)) => number.to_string(),
            (None, None) => String::new(),
        }
    }

    /// The text of a symbol.
    pub(crate) fn name(&self, symbol: Symbol) -> &str {
        &self.texts[symbol as usize]
    }

    /// The values of a column as symbols; numbers have none.
    pub(crate) fn symbols(&self, column: ColumnIndex) -> Option<&[Symbol]> {
        match &self.columns[column.0].values {
            ColumnValues::Text(symbols) => Some(symbols),
            ColumnValues::Number(_) => None,
        }
    }

    /// The values of a column of numbers.
    pub(crate) fn numbers(&self, column: ColumnIndex) -> Option<&[Option<i64>]> {
        match &self.columns[column.0].values {
            ColumnValues::Text(_) => None,
            ColumnValues::Number(numbers) => Some(numbers),
        }
    }

    /// Sorts symbols by their texts and drops equal ones. Texts are compared by UTF-16 units, as DNA does,
    /// since the powers of two of combined levels follow this order.
    pub(super) fn sorted(&self, mut symbols: Vec<Symbol>) -> Vec<Symbol> {
        symbols.sort_unstable();
        symbols.dedup();
        symbols.sort_by(|one, other| {
            self.name(*one)
                .encode_utf16()
                .cmp(self.name(*other).encode_utf16())
        });
        symbols
    }
}

/// Collects statements in any order.
#[derive(Clone, Debug)]
pub struct TableBuilder {
    table: StatementTable,
    symbols: HashMap<String, Symbol>,
}

impl TableBuilder {
    /// A table with these columns.
    pub fn new<'n>(columns: impl IntoIterator<Item = (&'n str, ColumnKind)>) -> Self {
        let columns = columns.into_iter().map(|(name, kind)| TableColumn {
            name: name.to_owned(),
            values: match kind {
                ColumnKind::Text => ColumnValues::Text(Vec::new()),
                ColumnKind::Number { .. } => ColumnValues::Number(Vec::new()),
            },
            kind,
        });
        Self {
            table: StatementTable {
                texts: vec![String::new()],
                columns: columns.collect(),
                rows: Vec::new(),
            },
            symbols: HashMap::from([(String::new(), 0)]),
        }
    }

    /// Adds a statement with a value for each column, in their order. A value of the other kind, or a
    /// missing one, counts as none.
    pub fn push(&mut self, place: RowPlace, values: &[StatementValue<'_>]) {
        for (index, column) in self.table.columns.iter_mut().enumerate() {
            let value = values.get(index);
            match &mut column.values {
                ColumnValues::Number(numbers) => numbers.push(match value {
                    Some(StatementValue::Number(number)) => *number,
                    _ => None,
                }),
                ColumnValues::Text(symbols) => symbols.push(match value {
                    Some(StatementValue::Text(text)) => match self.symbols.get(*text) {
                        Some(symbol) => *symbol,
                        None => {
                            let symbol = self.table.texts.len() as Symbol;
                            self.table.texts.push((*text).to_owned());
                            self.symbols.insert((*text).to_owned(), symbol);
                            symbol
                        }
                    },
                    _ => 0,
                }),
            }
        }
        self.table.rows.push(place);
    }

    /// The table, with its statements in order.
    pub fn build(self) -> StatementTable {
        let mut table = self.table;
        let mut order: Vec<usize> = (0..table.rows.len()).collect();
        let key = |index: &usize| {
            let row = table.rows[*index];
            let dated = row.time.is_none();
            (dated, row.time, row.article, row.start, row.end, row.id)
        };
        order.sort_by_key(key);
        fn sorted<T: Copy>(values: &[T], order: &[usize]) -> Vec<T> {
            order.iter().map(|index| values[*index]).collect()
        }
        table.rows = sorted(&table.rows, &order);
        for column in &mut table.columns {
            match &mut column.values {
                ColumnValues::Text(symbols) => *symbols = sorted(symbols, &order),
                ColumnValues::Number(numbers) => *numbers = sorted(numbers, &order),
            }
        }
        table
    }
}
