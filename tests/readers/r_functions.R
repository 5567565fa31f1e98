# Compares what packaging/r/demarche.R reads with the tables that the program prints.
# Usage: DEMARCHE=PROGRAM Rscript r_functions.R demarche.R PROJECT WORK
given <- commandArgs(trailingOnly = TRUE)
source(given[1], encoding = "UTF-8")
project <- given[2]
work <- given[3]
same <- function(what, ours, theirs) if (!isTRUE(all.equal(ours, theirs))) stop("R: ", what, " differs")

out <- file.path(work, "r")
invisible(demarche_run(c("export", "--to", "csv", "--out", out, project)))
tables <- demarche_read(project)
stored <- c(articles = "documents", annotations = "spans")
rows <- 0
for (name in setdiff(names(tables), "codebook")) {
  file <- if (name %in% names(stored)) stored[[name]] else name
  theirs <- utils::read.csv(file.path(out, paste0(file, ".csv")), colClasses = "character", na.strings = character(),
                            encoding = "UTF-8", check.names = FALSE, comment.char = "")
  ours <- tables[[name]]
  same(paste("columns of", name), names(ours), names(theirs))
  for (column in names(theirs)) {
    values <- ours[[column]]
    values <- if (inherits(values, "POSIXct")) format(values, "%Y-%m-%dT%H:%M:%SZ") else as.character(values)
    values[is.na(values)] <- ""
    # R's reader of CSV turns line ends of Windows into others; the offsets below show that ours does not.
    same(paste(name, column), gsub("\r\n", "\n", values, fixed = TRUE), theirs[[column]])
  }
  rows <- rows + nrow(theirs)
}
texts <- tables$articles$text[match(tables$annotations$doc_id, tables$articles$doc_id)]
same("quotes", substr(texts, tables$annotations$start + 1L, tables$annotations$end), tables$annotations$text)
same("types", c(class(tables$annotations$start), class(tables$codebook$enabled)), c("integer", "logical"))
said <- tryCatch(demarche_read(file.path(work, "nowhere")), error = conditionMessage)
if (!grepl("nowhere", said)) stop("R: the error does not name the folder: ", said)
how <- if (requireNamespace("arrow", quietly = TRUE)) "arrow" else "CSV, since arrow is not installed"
if (requireNamespace("jsonlite", quietly = TRUE)) {
  hits <- demarche_quotes(project, label = "demand")
  lines <- demarche_run(c("search", "--json", "--label=demand", "", project))
  same("number of quotes", nrow(hits), length(lines))
  same("no quotes", nrow(demarche_quotes(project, "no such words at all")), 0L)
  how <- paste0(how, "; ", nrow(hits), " quotes")
}
cat(rows, " rows as in the CSV tables, by ", how, "\n", sep = "")
