//! Values of options that mean nothing: each is refused with its option and what is valid, and nothing
//! is written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::cli::{GOLDEN, demarche, message, project};

/// The commands, as they are typed.
const COMMANDS: [&[&str]; 23] = [
    &["agree"],
    &["statements"],
    &["network"],
    &["counts"],
    &["timeline"],
    &["events"],
    &["words"],
    &["check"],
    &["export"],
    &["import"],
    &["reanchor"],
    &["merge"],
    &["join"],
    &["stats"],
    &["search"],
    &["suggest"],
    &["permit"],
    &["report"],
    &["codebook", "show"],
    &["codebook", "export"],
    &["codebook", "import"],
    &["schema"],
    &["formats"],
];

/// Options that take whatever they are given, each with its command.
const FREE: [&str; 1] = [
    // A name that is only printed.
    "merge --path",
];

/// Arguments that would write something, and what the message must name.
type Case = (&'static [&'static str], &'static [&'static str]);

const EXPORT: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["--whose", "mine"],
        &["--whose", "'mine'", "first, agreed, everybody"],
    ),
    (
        &["--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
    (&["--to", "klingon"], &["--to", "“klingon”", "jsonl, brat"]),
    (
        &["--to", "conll-2003"],
        &["--to", "did you mean “conll2003”?"],
    ),
    (
        &["--since", "soonish"],
        &["--since", "“soonish”", "2026-11-04", "yesterday"],
    ),
    (
        &["--since", "2026-02-30"],
        &["--since", "“2026-02-30”", "no such day"],
    ),
    (
        &["--since", "4/5/2020"],
        &["--since", "2020-04-05 or 2020-05-04"],
    ),
    (
        &["--since", "9999-01-01"],
        &["--since", "“9999-01-01”", "still to come"],
    ),
    (
        &["--status", "finished"],
        &["--status", "“finished”", "new, in-progress, done"],
    ),
    (
        &["--label", "actr"],
        &[
            "--label",
            "“actr”",
            "actor, demand",
            "did you mean “actor”?",
        ],
    ),
    (&["--label", ""], &["--label", "actor, demand"]),
    (&["--since", ""], &["--since", "a value is required"]),
    (&["--dedupe", ""], &["--dedupe", "a value is required"]),
    (&["--since", ""], &["--since", "a value is required"]),
    (&["--dedupe", ""], &["--dedupe", "a value is required"]),
    (
        &["--coder", "lena"],
        &["--coder", "unknown coder “lena”; coders are mk"],
    ),
    (
        &["--to", "conll2003", "--tokenizer", "spacy"],
        &["--tokenizer", "“spacy”", "words, whitespace, spacy-en"],
    ),
    (
        &["--tokenizer", "words"],
        &["--tokenizer", "“jsonl” writes no words", "conll2003"],
    ),
    (
        &["--split", "a=2"],
        &["--split", "“a=2”", "train=0.8,dev=0.1,test=0.1"],
    ),
    (
        &["--split", "a=0.5,b=0.6"],
        &["--split", "“a=0.5,b=0.6”", "add up to 1"],
    ),
    (
        &["--split", "a=0.5,b=0.5", "--seed", "x"],
        &["--seed", "“x”", "a whole number from 0"],
    ),
    (
        &["--split", "a=0.5,b=0.5", "--seed", "-1"],
        &["--seed", "“-1”", "a whole number from 0"],
    ),
    (
        &["--shards", "0"],
        &["--shards", "“0”", "a whole number from 1"],
    ),
    (
        &["--to", "brat", "--out", "o", "--shards", "2"],
        &["--shards", "“brat” writes no shards", "jsonl, csv"],
    ),
    (
        &["--partition-by", "month"],
        &["--partition-by", "“month”", "year, outlet, status"],
    ),
    (
        &["--partition-by", "year", "--shards", "2"],
        &["--partition-by", "--shards", "cannot be used with"],
    ),
    (
        &["--out", "-", "--shards", "2"],
        &["--out", "“-”", "a folder"],
    ),
    (
        &["--dedupe", "text"],
        &["--dedupe", "“text”", "none, texts, article, day, all"],
    ),
    (
        &["--to", "brat", "--out", "-"],
        &["--out", "“-”", "a folder"],
    ),
    (
        &["--to", "brat", "--out", "golden.txt"],
        &["--out", "golden.txt", "a folder"],
    ),
    (
        &["--out", "golden.txt/set.jsonl"],
        &["--out", "golden.txt/set.jsonl", "in a file"],
    ),
    (&["--out", ""], &["--out", "a value is required"]),
    (&["--report", "."], &["--report", "“.”", "this is a folder"]),
    (
        &["--report", "golden.txt/a.json"],
        &["--report", "golden.txt/a.json", "in a file"],
    ),
    (
        &["--report", "out.jsonl"],
        &["--report", "out.jsonl", "another file than that of --out"],
    ),
    // Each of several wrong values is named.
    (
        &["--label", "actr", "--status", "finished", "--since", "x"],
        &["--label", "--status", "--since"],
    ),
];

const IMPORT: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
    (
        &["--from", "word"],
        &["--from", "“word”", "auto, html", "brat"],
    ),
    (
        &["--column", "lead"],
        &["--column", "“lead”", "NAME=MEANING"],
    ),
    (
        &["--column", "lead=body"],
        &["--column", "“body”", "text, title, date"],
    ),
    (
        &["--column", "leed=text"],
        &["--column", "“leed”", "lead, title", "did you mean “lead”?"],
    ),
    (
        &["--coder", "m k"],
        &["--coder", "“m k”", "letters, digits, - and _"],
    ),
    (&["--coder", ""], &["--coder", "letters, digits, - and _"]),
    (
        &["--from", "html", "--coder", "mk"],
        &["--coder", "“html” is no dataset format"],
    ),
    (
        &["--from", "brat", "--column", "a=text", "--near"],
        &["--column", "--near", "“brat” is a dataset format"],
    ),
    (
        &["--from", "brat", "--duplicates"],
        &["--duplicates", "“brat” is a dataset format"],
    ),
    (
        &["--coder", "mk"],
        &["--coder", "no dataset was recognised", "brat"],
    ),
    (
        &["--into", "golden.txt"],
        &["--into", "golden.txt", "a folder"],
    ),
    (&["--report", "."], &["--report", "“.”", "this is a folder"]),
];

const REANCHOR: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
    (&["--coder", "lena"], &["--coder", "“lena”", "mk"]),
    (&["--take", "7"], &["--take", "“7”", "from 0 to 1"]),
    (&["--take", "-0.5"], &["--take", "“-0.5”", "from 0 to 1"]),
    (&["--take", "NaN"], &["--take", "“NaN”", "from 0 to 1"]),
    (&["--take", "high"], &["--take", "“high”", "from 0 to 1"]),
];

const SEARCH: &[Case] = &[
    (&["x", "--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["x", "--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
    (
        &["x", "--label", "actr"],
        &["--label", "“actr”", "actor, demand"],
    ),
    (
        &["x", "--status", "finished"],
        &["--status", "“finished”", "new, in-progress"],
    ),
    (
        &["", "--attribute", "polarity"],
        &["--attribute", "“polarity”", "NAME=VALUE"],
    ),
    (
        &["", "--attribute", "polarty=against"],
        &["--attribute", "“polarty”", "did you mean “polarity”?"],
    ),
    (
        &["", "--attribute", "type=request", "--label", "actor"],
        &["--attribute", "unknown attribute “type”"],
    ),
    (
        &["", "--attribute", "type=reqest"],
        &["--attribute", "“reqest”", "did you mean “request”?"],
    ),
    (
        &["", "--entity", "Ptin"],
        &["--entity", "“Ptin”", "Putin", "did you mean “Putin”?"],
    ),
    (
        &["", "--outside", "--label", "actor"],
        &["--outside", "no effect"],
    ),
    (&["(", "--regex"], &["PATTERN", "unclosed group"]),
    (
        &["x", "--regex", "--word-forms"],
        &["--regex", "--word-forms"],
    ),
];

const REPORT: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
    (
        &["--to", "word"],
        &["--to", "'word'", "html, odt, docx, pdf"],
    ),
    (&["--out", "."], &["--out", "“.”", "this is a folder"]),
    (
        &["--out", "golden.txt/a.html"],
        &["--out", "golden.txt/a.html", "in a file"],
    ),
    (&["--title", ""], &["--title", "a title"]),
    (
        &["--quotes", "--by", "day"],
        &["--by", "'day'", "label, entity, article"],
    ),
    (&["--by", "label"], &["--quotes"]),
    (
        &["--label", "actr"],
        &["--label", "“actr”", "actor, demand"],
    ),
    (
        &["--entity", "Ptin"],
        &["--entity", "“Ptin”", "Putin", "did you mean “Putin”?"],
    ),
    (
        &["--attribute", "polarity"],
        &["--attribute", "“polarity”", "NAME=VALUE"],
    ),
    (&["--coder", "lena"], &["--coder", "“lena”", "mk"]),
];

const STATS: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
    (&["--coder", "lena"], &["--coder", "“lena”", "mk"]),
    (
        &["--whose", "mine"],
        &["--whose", "'mine'", "first, agreed, everybody"],
    ),
];

const CHECK: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
];

const JOIN: &[Case] = &[
    (
        &["--from", "brat"],
        &["--from", "“brat”", "check, search, stats, jsonl"],
    ),
    (
        &["--from", "jsonl", "--out", "golden.txt/x"],
        &["--out", "golden.txt/x", "in a file"],
    ),
];

const CODEBOOK_EXPORT: &[Case] = &[
    (
        &["--to", "xml"],
        &["--to", "unknown codebook format “xml”", "json, csv, qdc"],
    ),
    (
        &["--to", "json", "--out", "."],
        &["--out", "“.”", "this is a folder"],
    ),
];

const AGREE: &[Case] = &[
    (
        &["--measure", "exactf1"],
        &["--measure", "“exactf1”", "did you mean “exact_f1”?"],
    ),
    (&["--label", "poem"], &["--label", "“poem”", "actor"]),
    (&["--coder", "nobody"], &["--coder", "“nobody”", "mk"]),
    (&["--round", "third"], &["--round", "“third”"]),
    (
        &["--by", "day"],
        &["--by", "'day'", "pair, label, article, round"],
    ),
    (&["--bootstrap", "many"], &["--bootstrap", "'many'"]),
    (
        &["--bootstrap", "90000000"],
        &["--bootstrap", "“90000000”", "at most 1000000 resamples"],
    ),
    (&["--seed", "x"], &["--seed", "'x'"]),
    (
        &["--plan", "5"],
        &["--plan", "“5”", "a width from 0.001 to 2"],
    ),
    (
        &["--windows", "0"],
        &["--windows", "“0”", "a number from 1 to 1000"],
    ),
    (
        &["--format", "pdf"],
        &["--format", "'pdf'", "text, csv, json, markdown, html"],
    ),
    (&["--out", "."], &["--out", "“.”", "this is a folder"]),
    (
        &["--out", "x.csv", "--spans", "x.csv"],
        &["--spans", "another file than that of --out"],
    ),
    (
        &["--differences", "golden.txt/d.csv"],
        &["--differences", "this is in a file"],
    ),
    (
        &["--fail-under", "0.8"],
        &["--fail-under", "“0.8”", "such as exact_f1=0.8"],
    ),
    (
        &["--fail-under", "exact_f1=high"],
        &["--fail-under", "“exact_f1=high”", "a number"],
    ),
    (
        &["--fail-under", "exact=0.8"],
        &["--fail-under", "unknown measure “exact”"],
    ),
];

const SUGGEST: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”", "1/4, 2/4"]),
    (
        &["--files-from", "gone"],
        &["--files-from", "“gone”", "a list of paths"],
    ),
    (&["--coder", "lena"], &["--coder", "“lena”", "mk"]),
    (&["--confidence", "2"], &["--confidence", "from 0 to 1"]),
    (
        &["--evaluate", "--folds", "x"],
        &["--folds", "'x'", "invalid digit"],
    ),
    (
        &["--out", "golden.txt"],
        &["--out", "golden.txt", "a folder"],
    ),
    (&["--as-coder", "gold"], &["--as-coder", "gold"]),
    (&["--command", " "], &["--command", "it is empty"]),
    (
        &["--command", "python 'x"],
        &["--command", "a quotation mark is not closed"],
    ),
    (
        &["--command", "python x", "--timeout", "0"],
        &["--timeout", "“0”", "from 1 to 86400"],
    ),
    (
        &["--endpoint", "localhost:1", "--model", "m"],
        &["--endpoint", "“localhost:1”", "http://"],
    ),
    (&["--endpoint", "http://a"], &["--model", "required"]),
    (
        &["--endpoint", "http://a", "--model", " "],
        &["--model", "the name of a model"],
    ),
    (
        &["--endpoint", "http://a", "--model", "m", "--passage", "7"],
        &["--passage", "“7”", "from 200 to 1000000"],
    ),
    (
        &[
            "--endpoint",
            "http://a",
            "--model",
            "m",
            "--retry-wait",
            "99",
        ],
        &["--retry-wait", "“99”", "from 0 to 60"],
    ),
    (
        &[
            "--endpoint",
            "http://a",
            "--model",
            "m",
            "--requests-per-minute",
            "0",
        ],
        &["--requests-per-minute", "“0”", "from 1 to 60000"],
    ),
    (
        &[
            "--endpoint",
            "http://a",
            "--model",
            "m",
            "--key-command",
            "'x",
        ],
        &["--key-command", "“'x”", "a quotation mark is not closed"],
    ),
    (
        &["--command", "python x", "--evaluate"],
        &["--command", "--evaluate", "cannot be used with"],
    ),
];

const PERMIT: &[Case] = &[
    (
        &["--endpoint", "ftp://a"],
        &["--endpoint", "“ftp://a”", "http:// or https://"],
    ),
    (
        &["--endpoint", "https://me:pw@a"],
        &[
            "--endpoint",
            "“https://me:pw@a”",
            "without a name or password",
        ],
    ),
];

/// What all commands of results have.
const RESULTS: &[Case] = &[
    (&["--part", "4/3"], &["--part", "“4/3”"]),
    (&["--files-from", "gone"], &["--files-from", "“gone”"]),
    (&["--coder", "nobody"], &["--coder", "“nobody”", "mk"]),
    (&["--out", "golden.txt"], &["--out", "golden.txt"]),
    (&["--to", "klingon"], &["--to", "'klingon'", "csv"]),
    (&["--recipe", "gone.json"], &["--recipe", "gone.json"]),
    (&["--recipe", "entities.json"], &["--recipe", "no recipe"]),
];

/// What those have that select statements.
const FILTERS: &[Case] = &[
    (&["--from", "soon"], &["--from", "2025-04-11"]),
    (&["--until", "soon"], &["--until", "2025-04-11"]),
    (&["--exclude", "Post"], &["--exclude", "outlet=Post"]),
    (&["--only", "sector=x"], &["--only", "“sector”", "outlet"]),
];

/// Words are not those of statements.
const NO_FILTERS: &[Case] = &[
    (&["--from", "2025"], &["--from", "selects statements"]),
    (&["--until", "2025"], &["--until", "selects statements"]),
    (&["--exclude", "outlet=Post"], &["--exclude"]),
    (&["--only", "outlet=Post"], &["--only"]),
];

const FIGURES: &[Case] = &[
    (&["--figure", "x.jpg"], &["--figure", ".svg, .png or .pdf"]),
    (
        &["--figure", "golden.txt/x.svg"],
        &["--figure", "this is in a file"],
    ),
    (
        &["--figure-theme", "pink"],
        &["--figure-theme", "print, light, dark"],
    ),
    (&["--figure-dpi", "9"], &["--figure-dpi", "36..=1200"]),
];

const NETWORK: &[Case] = &[
    (&["--modes", "maker"], &["--modes", "organisation,category"]),
    (&["--modes", "maker,sector"], &["--modes", "“sector”"]),
    (
        &["--qualifier", "sector", "--aggregate", "subtract"],
        &["--qualifier", "“sector”"],
    ),
    (
        &["--aggregate", "congruence"],
        &["--aggregate", "--one-mode"],
    ),
    (&["--normalise", "jaccard"], &["--normalise", "activity"]),
    (&["--duplicates", "hour"], &["--duplicates", "article, day"]),
    (&["--min-statements", "few"], &["--min-statements", "'few'"]),
    (&["--window", "3"], &["--window", "months:3"]),
    (
        &["--window", "months:3", "--to", "gexf", "--figure", "x.svg"],
        &["--figure", "one network"],
    ),
    (&["--scale", "wide"], &["--scale", "declared, observed"]),
    (&["--periods", "lunar"], &["--periods", "calendar, dna"]),
];

const COUNTS: &[Case] = &[
    (&["--rows", "sector"], &["--rows", "“sector”"]),
    (&["--columns", "sector"], &["--columns", "“sector”"]),
    (&["--duplicates", "hour"], &["--duplicates", "article, day"]),
    (&["--as", "many"], &["--as", "row-share"]),
    (&["--chart", "pie"], &["--chart", "bars, heat-map"]),
];

const TIMELINE: &[Case] = &[
    (&["--of", "words"], &["--of", "statements, events"]),
    (&["--by", "sector"], &["--by", "“sector”"]),
    (&["--unit", "hour"], &["--unit", "quarter"]),
];

const WORDS: &[Case] = &[
    (&["--label", "poem"], &["--label", "“poem”"]),
    (&["--length", "9"], &["--length", "1..=4"]),
    (&["--compare", "outlet"], &["--compare", "outlet=Post"]),
    (&["--min-count", "few"], &["--min-count", "'few'"]),
    (&["--most", "few"], &["--most", "'few'"]),
];

const SCHEMA: &[Case] = &[(
    &["poem"],
    &[
        "<FILE>",
        "'poem'",
        "sidecar, article, codebook, entities, agreement",
    ],
)];

/// Every file below a folder with what it holds.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files.push((path.clone(), Vec::new()));
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file");
                files.push((path, bytes));
            }
        }
    }
    files.sort();
    files
}

/// The options of a command that take a value, as its help lists them.
fn options_with_values(folder: &Path, command: &[&str]) -> BTreeSet<String> {
    let (code, help, _) = message(&demarche(folder, &[command, &["--help"]].concat()));
    assert_eq!(code, 0, "{command:?}");
    let lines = help.lines().map(str::trim_start);
    let flags = lines.filter_map(|line| line.split_once(" <"));
    let flags = flags.map(|(flag, _)| flag.trim_start_matches("-h, ").to_owned());
    flags.filter(|flag| flag.starts_with("--")).collect()
}

#[test]
fn wrong_values_are_refused_with_their_option_and_what_is_valid() {
    let folder = project(GOLDEN);
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file");
    };
    write("table.csv", "title,lead\nDockers,They stay out.\n");
    write(
        "entities.json",
        r#"{"format":"demarche-entities","version":1,"entities":[{"id":"putin","name":"Putin"}]}"#,
    );
    let before = everything(folder.path());
    let all: [(&[&str], &[&str], &[Case]); 32] = [
        (&["agree"], &["."], AGREE),
        (&["statements"], &["."], RESULTS),
        (&["statements"], &["."], FILTERS),
        (&["network"], &["."], RESULTS),
        (&["network"], &["."], FILTERS),
        (&["network"], &["."], FIGURES),
        (&["network"], &["."], NETWORK),
        (&["counts"], &["."], RESULTS),
        (&["counts"], &["."], FILTERS),
        (&["counts"], &["."], FIGURES),
        (&["counts"], &["."], COUNTS),
        (&["timeline"], &["."], RESULTS),
        (&["timeline"], &["."], FILTERS),
        (&["timeline"], &["."], FIGURES),
        (&["timeline"], &["."], TIMELINE),
        (&["events"], &["."], RESULTS),
        (&["events"], &["."], FILTERS),
        (&["words"], &["."], RESULTS),
        (&["words"], &["."], NO_FILTERS),
        (&["words"], &["."], WORDS),
        (&["check"], &["."], CHECK),
        (&["join"], &["golden.txt"], JOIN),
        (&["export"], &["."], EXPORT),
        (&["import"], &["table.csv"], IMPORT),
        (&["reanchor"], &["."], REANCHOR),
        (&["search"], &["."], SEARCH),
        (&["stats"], &["."], STATS),
        (&["suggest"], &["."], SUGGEST),
        (&["permit"], &["."], PERMIT),
        (&["report"], &["."], REPORT),
        (&["codebook", "export"], &["."], CODEBOOK_EXPORT),
        (&["schema"], &[], SCHEMA),
    ];
    // What a command needs beside what is wrong in the case.
    let needed: [(&str, [&str; 2]); 6] = [
        ("counts", ["--rows", "maker"]),
        ("counts", ["--columns", "category"]),
        ("export", ["--to", "jsonl"]),
        ("export", ["--out", "out.jsonl"]),
        ("import", ["--into", "into"]),
        ("report", ["--to", "html"]),
    ];
    let mut seen = BTreeSet::new();
    for (command, paths, cases) in all {
        for (wrong, named) in cases {
            let mut args = [command, wrong].concat();
            for (of, [flag, value]) in &needed {
                if command[0] == *of && command.len() == 1 && !wrong.contains(flag) {
                    args.extend([flag, value]);
                }
            }
            args.extend(paths);
            let (code, out, err) = message(&demarche(folder.path(), &args));
            assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
            for name in *named {
                assert!(err.contains(name), "{args:?} does not name {name}: {err}");
                seen.insert(format!("{} {name}", command.join(" ")));
            }
            assert_eq!(everything(folder.path()), before, "{args:?}");
        }
    }
    for command in COMMANDS {
        for flag in options_with_values(folder.path(), command) {
            let option = format!("{} {flag}", command.join(" "));
            let is_covered = seen.contains(&option) || FREE.contains(&option.as_str());
            assert!(is_covered, "no wrong value of “{option}” is tried");
        }
    }
}

#[test]
fn paths_that_are_not_there_are_refused() {
    let folder = project(GOLDEN);
    let before = everything(folder.path());
    for args in [
        &["check", "gone"][..],
        &["export", "--to", "jsonl", "--out", "out", "gone"],
        &["import", "--into", "into", "gone.html"],
        &[
            "import",
            "--from",
            "brat",
            "--into",
            "into",
            "golden.txt",
            "gone.ann",
        ],
        &["reanchor", "gone"],
        &["stats", "gone"],
        &["agree", "gone"],
        &["join", "--from", "stats", "gone"],
        &["search", "x", "gone"],
        &["suggest", "gone"],
        &["permit", "gone"],
        &["suggest", "--command", "python x", "gone"],
        &["report", "--to", "html", "gone"],
        &["codebook", "show", "gone"],
        &["codebook", "import", "gone.csv", "."],
        &[
            "merge",
            "gone",
            "golden.txt.ann.json",
            "golden.txt.ann.json",
        ],
    ] {
        let (code, out, err) = message(&demarche(folder.path(), args));
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains("gone"), "{args:?}: {err}");
        assert_eq!(everything(folder.path()), before, "{args:?}");
    }
}

#[test]
fn values_known_only_from_articles_are_accepted() {
    let folder = project(
        &GOLDEN
            .replace("\"label\":\"actor\"", "\"label\":\"aktor\"")
            .replace("\"label\": \"actor\"", "\"label\": \"aktor\""),
    );
    let run = |args: &[&str]| message(&demarche(folder.path(), args));
    for args in [
        // The coder is named within the sidecar, the label is not in the codebook.
        &[
            "export", "--to", "jsonl", "--coder", "mk", "--label", "aktor", ".",
        ][..],
        &["search", "", "--label", "aktor", "."],
        &["stats", "--coder", "mk", "."],
        &[
            "reanchor",
            "--dry-run",
            "--coder",
            "mk",
            "--take",
            "0.9",
            ".",
        ],
    ] {
        let (code, out, err) = run(args);
        assert!(code != 2 && !out.is_empty(), "{args:?}: {out}{err}");
    }
}

#[test]
fn help_says_in_the_imperative_what_a_command_does() {
    let folder = project(GOLDEN);
    let verbs = [
        "Read", "Report", "Write", "Make", "Move", "Merge", "Count", "Find", "Show", "Print",
        "Replace", "List", "Measure", "Suggest",
    ];
    for command in COMMANDS.into_iter().chain([&[][..]]) {
        let (_, help, _) = message(&demarche(folder.path(), &[command, &["--help"]].concat()));
        let first = help.split_whitespace().next().unwrap_or_default();
        assert!(verbs.contains(&first), "{command:?}: {help}");
    }
    let (_, help, _) = message(&demarche(folder.path(), &["search", "--help"]));
    for (name, is_listed) in [
        ("--match-case", true),
        ("--match-accents", true),
        ("--word-forms", true),
        ("--case", false),
        ("--accents", false),
        ("--endings", false),
    ] {
        let is_there = help.split_whitespace().any(|word| word == name);
        assert_eq!(is_there, is_listed, "{name}: {help}");
    }
}
