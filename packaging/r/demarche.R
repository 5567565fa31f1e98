# Demarche projects in R: tables of articles, annotations, statements and events.
#
#   source("demarche.R")
#   project <- demarche_read("my-project")
#   table(project$statements$organisation, project$statements$polarity)
#   demarche_quotes("my-project", label = "demand")
#
# The program writes the tables, and this file opens them: with the package `arrow` as Parquet, without it as CSV.
# Nothing of a project is parsed here. Both ways give the same data frames. The program `demarche` must be
# installed; the environment variable DEMARCHE names another one.

#' The tables of a project, or of a single article.
#'
#' @param project The project's folder, or an article.
#' @param whose Whose coding is taken of an article that several people coded: the agreed version or else the first
#'   coder's ("first"), agreed versions alone ("agreed"), or each coding ("everybody").
#' @param coders,labels,status Take only these; character vectors.
#' @param since Take only annotations made then or later: "2026-11-04", "2026-11", "3 days ago"; NULL for all.
#' @param partial Whether to return the rest, with a warning, if an article cannot be read. Otherwise that is an
#'   error and nothing is returned.
#' @return A list of data frames: articles (a row for each coding, with its text), annotations, fragments (the
#'   pieces of discontinuous annotations), relations, attributes (long: a row for each value), statements (who
#'   demands what of whom), events, entities, codebook. What has no value is NA. `start` and `end` are integers that
#'   count Unicode characters from 0, so that `substr(text, start + 1, end)` is the quote. `at` is POSIXct in UTC.
#'   `aliases` of entities is JSON, as the program writes it.
demarche_read <- function(project, whose = c("first", "agreed", "everybody"), coders = character(),
                          labels = character(), status = character(), since = NULL, partial = FALSE) {
  whose <- match.arg(whose)
  folder <- tempfile("demarche-")
  on.exit(unlink(folder, recursive = TRUE))
  dir.create(folder)
  use_arrow <- requireNamespace("arrow", quietly = TRUE)
  options <- c(
    if (whose != "first") c("--whose", whose),
    sprintf("--coder=%s", coders), sprintf("--label=%s", labels), sprintf("--status=%s", status),
    if (!is.null(since)) paste0("--since=", since),
    if (partial) "--partial"
  )
  out <- file.path(folder, "tables")
  form <- if (use_arrow) "parquet" else "csv"
  demarche_run(c("export", "--to", form, "--out", out, options, "--", project), problems_are_errors = !partial)
  exported <- c(
    articles = "documents", annotations = "spans", fragments = "fragments", relations = "relations",
    attributes = "attributes", statements = "statements", events = "events", entities = "entities"
  )
  tables <- lapply(exported, function(name) {
    path <- file.path(out, paste0(name, ".", form))
    demarche_types(if (use_arrow) as.data.frame(arrow::read_parquet(path)) else demarche_csv(path))
  })
  file <- file.path(folder, "codebook.csv")
  root <- if (dir.exists(project)) project else dirname(project)
  demarche_run(c("codebook", "export", "--to", "csv", "--out", file, "--", root))
  codebook <- demarche_csv(file, rows_end_with_lf = FALSE)
  # A cell that a spreadsheet would take for a formula has an apostrophe in front.
  codebook[] <- lapply(codebook, function(column) sub("^'(['=+@\t\r\n\uff1d\uff0b\uff0d\uff20-])", "\\1", column))
  codebook <- demarche_types(codebook)
  for (name in c("enabled", "required")) codebook[[name]] <- codebook[[name]] == "true"
  c(tables, list(codebook = codebook))
}

#' Words or annotations, each with the words around it, as `demarche search` finds them.
#'
#' @param project The project's folder, or an article.
#' @param pattern Find these words, whatever their case and accents; "" for annotations.
#' @param label,entity,attribute,status Search only within annotations of this label, of this entity (its id or a
#'   part of its names), with this value ("polarity=against"), in articles of this status; NULL for all.
#' @param switches Further options of `demarche search`, such as "--regex" or "--word".
#' @return A data frame: file, coder, start and end (Unicode characters from 0), annotation (its id), left, hit,
#'   right. Needs the package `jsonlite`.
demarche_quotes <- function(project, pattern = "", label = NULL, entity = NULL, attribute = NULL, status = NULL,
                            switches = character()) {
  if (!requireNamespace("jsonlite", quietly = TRUE)) {
    stop("demarche_quotes() needs the package jsonlite: install.packages(\"jsonlite\")", call. = FALSE)
  }
  given <- list(label = label, entity = entity, attribute = attribute, status = status)
  given <- Filter(Negate(is.null), given)
  options <- sprintf("--%s=%s", names(given), unlist(given))
  lines <- demarche_run(c("search", "--json", options, switches, "--", pattern, project), problems_are_errors = FALSE)
  columns <- c("file", "coder", "start", "end", "annotation", "left", "hit", "right")
  if (length(lines) == 0) {
    empty <- list(character(), character(), integer(), integer(), character(), character(), character(), character())
    return(as.data.frame(stats::setNames(empty, columns)))
  }
  found <- jsonlite::fromJSON(paste0("[", paste(lines, collapse = ","), "]"))
  for (name in setdiff(columns, names(found))) found[[name]] <- NA_character_
  found[columns]
}

#' Runs a command of the program, and returns the lines that it prints.
#'
#' @param arguments The command and its options, a character vector.
#' @param problems_are_errors Whether exit status 1 (problems were found) is an error; otherwise it is a warning.
demarche_run <- function(arguments, problems_are_errors = TRUE) {
  program <- Sys.getenv("DEMARCHE", unset = "demarche")
  messages <- tempfile()
  on.exit(unlink(messages))
  lines <- suppressWarnings(
    system2(program, shQuote(enc2utf8(arguments)), stdout = TRUE, stderr = messages, stdin = "")
  )
  code <- attr(lines, "status")
  if (is.null(code)) code <- 0L
  said <- if (file.exists(messages)) readLines(messages, encoding = "UTF-8", warn = FALSE) else character()
  said <- paste(sub("^demarche: ", "", said), collapse = "\n")
  if (code == 127L && !nzchar(said)) said <- paste("the program is not there:", program)
  if (code > 1L || (code == 1L && problems_are_errors)) stop(said, call. = FALSE)
  if (code == 1L) warning(said, call. = FALSE)
  attributes(lines) <- NULL
  Encoding(lines) <- "UTF-8"
  lines
}

# Reads a table of texts, with R's own reader of CSV. It would turn a line end of Windows within a cell into one of
# Unix, and the offsets after it would be wrong. The program ends the rows of datasets with a line feed alone, so
# every carriage return belongs to a text: it goes through the reader as a character of the private use area.
demarche_csv <- function(path, rows_end_with_lf = TRUE) {
  content <- rawToChar(readBin(path, "raw", file.size(path)))
  Encoding(content) <- "UTF-8"
  content <- sub("\n$", "", sub("^\ufeff", "", content))
  if (!rows_end_with_lf) content <- gsub("\r\n", "\n", content, fixed = TRUE)
  stand_in <- Find(function(each) !grepl(each, content, fixed = TRUE), intToUtf8(0xe000:0xf8ff, multiple = TRUE))
  if (is.null(stand_in)) stop("every character of the private use area is in this table: ", path, call. = FALSE)
  content <- gsub("\r", stand_in, content, fixed = TRUE)
  table <- utils::read.csv(text = content, colClasses = "character", na.strings = character(), check.names = FALSE,
                           encoding = "UTF-8", comment.char = "", blank.lines.skip = FALSE)
  table[] <- lapply(table, function(column) gsub(stand_in, "\r", column, fixed = TRUE))
  table
}

# NA for what has no value; whole numbers and times.
demarche_types <- function(table) {
  texts <- c("text", "quote", "value")
  for (name in names(table)) {
    column <- table[[name]]
    if (name %in% c("start", "end", "i")) {
      column <- as.integer(column)
    } else if (!name %in% texts) {
      column[column == ""] <- NA_character_
      if (name == "at") column <- as.POSIXct(column, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")
    }
    table[[name]] <- column
  }
  table
}
