### Texts of the view of results.

explore-text-title = Explore

explore-text-close = Close the results

explore-text-close-hint = Close (Esc)

explore-text-views = View

explore-text-statements = Statements

explore-text-crosstab = Crosstab

explore-text-network = Network

explore-text-over-time = Over time

# The filter.
explore-text-field = Filter statements

explore-text-from = From

explore-text-until = Until

explore-text-date-hint = 2025-04

explore-text-no-date = This is no date. Type a day, a month or a year, such as 2025-04-11, 2025-04 or 2025.

explore-text-coding = Coding

explore-text-coding-hint = Whose coding counts of an article that several people coded and that has no agreed version

explore-text-first-coder = first coder

explore-text-without-coder = no coder

explore-text-remove = Remove all filters

# Names of columns.
explore-text-article = Article

explore-text-article-title = Title

explore-text-outlet = Outlet

explore-text-author = Author

explore-text-language = Language

explore-text-coder = Coder

explore-text-status = Status

explore-text-date = Date

explore-text-maker = Maker

explore-text-maker-kind = Kind of maker

explore-text-country = Country

explore-text-organisation = Organisation

explore-text-top = Highest organisation

explore-text-category = Category

explore-text-addressees = Addressees

explore-text-quote = Quote

explore-text-memo = Memo

explore-text-origin = Origin

explore-text-annotated-by = Annotated by

# Parts of time.
explore-text-week = Week

explore-text-month = Month

explore-text-quarter = Quarter

explore-text-year = Year

# What is shown where there is nothing.
explore-text-reading = Reading the statements of all articles…

explore-text-cancelled = Reading was cancelled.

explore-text-read-again = Read again

explore-text-empty = There are no statements yet. A statement is a demand with its maker: annotate a demand, press R and choose who makes it.

explore-text-nothing-left = No statement matches the filter.

explore-text-no-field = The codebook no longer has this field. Choose another one.

explore-text-updating = Updating…

explore-text-cancel = Cancel

explore-text-no-value = (none)

# The crosstab.
explore-text-rows = Rows

explore-text-columns = Columns

explore-text-cells = Cells

explore-text-as-statements = statements

explore-text-as-articles = articles

explore-text-as-row-share = share of the row

explore-text-as-column-share = share of the column

explore-text-total = Total

explore-text-as-table = Table

explore-text-as-bars = Bars

explore-text-as-heat-map = Heat map

# The network.
explore-text-first-mode = Nodes

explore-text-second-mode = and

explore-text-shared-mode = that share

explore-text-two-modes = Two modes

explore-text-one-mode = One mode

explore-text-ties = Ties

explore-text-ties-ignore = all statements

explore-text-ties-subtract = for less against

explore-text-ties-congruence = agreement

explore-text-ties-conflict = disagreement

explore-text-ties-difference = agreement less disagreement

explore-text-divided = Divided by

explore-text-by-nothing = nothing

explore-text-by-average = average activity

explore-text-by-jaccard = what either says (Jaccard)

explore-text-by-product = product of activities

explore-text-by-activity = statements of the row

explore-text-by-prominence = statements of the column

explore-text-repetitions = Repetitions

explore-text-count-all = count

explore-text-once-per-article = once an article

explore-text-once-per-day = once a day

explore-text-once-per-week = once a week

explore-text-once-per-month = once a month

explore-text-once-per-year = once a year

explore-text-once = once

explore-text-least = At least

explore-text-edges = Ties

explore-text-no-ties = Nothing ties these nodes. Choose other ties or other fields.

explore-text-no-column = The codebook no longer has one of these fields. Choose another one.

explore-text-no-polarity = These ties need the polarity of demands, which this codebook does not have.

# Statements over time.
explore-text-by = by

explore-text-no-dates = None of these statements has a date.

# Copying and saving.
explore-text-copy = Copy table

explore-text-copy-hint = Copy all rows, for a spreadsheet or a text

explore-text-save-table = Save table…

explore-text-save-table-title = Save the table

explore-text-save-picture = Save picture…

explore-text-save-picture-title = Save the picture

explore-text-svg-file = Picture (SVG)

explore-text-csv-file = Table (CSV)

explore-message-copied = The table was copied.

explore-message-after-comparing = Results are shown beside the page again after the comparison. Escape ends it.

explore-message-counted = { $statements ->
        [one] { $statements } statement
        *[other] { $statements } statements
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }

explore-message-counted-of = { $shown } of { $statements ->
        [one] { $statements } statement
        *[other] { $statements } statements
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }

explore-message-left-out = { $count } left out

# Why demands are no statements: one line each.
explore-message-detached = { $count ->
        [one] { $count } demand
        *[other] { $count } demands
    } whose words are no longer in the article

explore-message-without-maker = { $count ->
        [one] { $count } demand
        *[other] { $count } demands
    } without a maker

explore-message-own-voice = { $count ->
        [one] { $count } demand
        *[other] { $count } demands
    } in the own voice of the outlet or the author

# Which coding counts, where the agreed version is missing.
explore-message-several-first = { $articles ->
    [one] { $articles } article coded by several people: the agreed version counts, else the first coder
    *[other] { $articles } articles coded by several people: the agreed version counts, else the first coder
    }

explore-message-several-chosen = { $articles ->
    [one] { $articles } article coded by several people: the agreed version counts, else { $coder }, else the first coder
    *[other] { $articles } articles coded by several people: the agreed version counts, else { $coder }, else the first coder
    }

explore-message-unread = { $articles ->
    [one] { $articles } article could not be read
    *[other] { $articles } articles could not be read
    }

explore-message-too-large = The table would have { $rows } rows and { $columns } columns. Choose other fields or filter the statements.

explore-message-too-many-bars = A picture has no room for { $rows } rows and { $columns } columns. Filter the statements or show the table.

explore-message-too-many-nodes = { $nodes } nodes with { $edges } ties cannot be drawn. Raise the least number of statements or filter them; the list has them all.

explore-message-too-many-periods = A picture has no room for { $periods } periods. Choose longer ones or filter by date.

explore-message-undated = { $count ->
    [one] { $count } statement without a date
    *[other] { $count } statements without a date
    }

explore-message-statements = { $count ->
    [one] { $count } statement
    *[other] { $count } statements
    }

explore-message-at-least = { $count ->
    [one] { $count } statement
    *[other] { $count } statements
    }

explore-message-repetitions-left-out = { $count ->
    [one] { $count } repetition left out
    *[other] { $count } repetitions left out
    }

# Titles of pictures.
explore-message-by-fields = { $first } by { $second }

explore-message-one-mode = { $first }: shared { $second }

explore-message-by-time = Statements by { $unit }

# A node and a tie of a network.
explore-message-node = { $statements ->
        [one] { $statements } statement
        *[other] { $statements } statements
    }, { $degree ->
        [one] { $degree } tie
        *[other] { $degree } ties
    }

explore-message-for-and-against = { $in_favour } for, { $against } against

explore-message-tie = { $from } – { $to }: { $note }

explore-message-network-size = { $nodes ->
        [one] { $nodes } node
        *[other] { $nodes } nodes
    }, { $edges ->
        [one] { $edges } tie
        *[other] { $edges } ties
    }

explore-message-progress = { $done } of { $total } articles

explore-message-sort-by = Sort by { $column }

explore-message-sorted-up = Sort by { $column }, sorted from A to Z

explore-message-sorted-down = Sort by { $column }, sorted from Z to A

explore-message-any-value = any { $column }

# A filter, which can be removed.
explore-message-filter = { $column }: { $value }

explore-message-remove-filter = Remove the filter { $column }: { $value }

explore-message-category-level = Category, level { $level }

# A statement, for a screen reader.
explore-message-statement-row = { $facts }

# A cell of a crosstab.
explore-message-cell = { $row }, { $column }: { $value }

explore-message-of-row = { $row }: { $value }
