### Texts of the dialog that shows how far coders agree.

agreement-text-title = Agreement

agreement-text-measuring = Reading the annotations of all coders…

agreement-text-cancel = Cancel

agreement-text-cancelled = Cancelled.

agreement-text-measure-again = Measure again

agreement-text-measure = Measure

agreement-text-unfinished = Count articles that are not done

agreement-text-save-report = Save report:

agreement-text-save-title = Save the report about agreement

agreement-text-html = HTML

agreement-text-markdown = Markdown

agreement-text-csv = CSV

agreement-text-json = JSON

agreement-text-figures = Figures

agreement-text-over-time = Over time

agreement-text-confusions = Kinds of differences…

agreement-text-articles = Articles

agreement-text-reliability = Reliability

agreement-text-coders = Coders

agreement-text-all-coders = All coders

# The agreed version, as one of several coders.
agreement-text-agreed = agreed

agreement-text-against-agreed = Each coder against the agreed version

agreement-text-precision = Precision

agreement-text-recall = Recall

agreement-text-exact-f1 = F1

agreement-text-by-subject = By label

agreement-text-all = All labels

agreement-text-value = Value

agreement-text-interval = 95 % interval

agreement-text-article-count = In articles

agreement-text-units = Counted

agreement-text-picture = 0 to 1, with lines at .667 and .800

agreement-text-of-articles = Articles, lowest exact F1 first

agreement-text-compare = Compare

agreement-text-undefined = —

# Stands for a coder whose files carry no code.
agreement-text-no-code = (no code)

agreement-text-no-subject = This measure has no figure for these coders.

agreement-text-empty = No two coders have finished the same article. Agreement needs two codings of one text.

agreement-text-by-round = By round

agreement-text-by-week = By the week in which the last coder finished, from Monday

agreement-text-windows = In windows of equally many articles, in the order in which they were finished

agreement-text-no-part = There is nothing to compare.

agreement-text-finished = Finished

agreement-text-codebook-version = Codebook

agreement-text-whole = All of them

agreement-text-total-agreement = total agreement: nothing differs, and chance would bring nothing else

agreement-text-none-confused = None.

agreement-text-reliability-meaning = What the models of Dawid and Skene and MACE estimate without an agreed version, ± the standard error. They decide nothing. Only who codes in no round sees this.

agreement-text-two-coders-only = Two coders cannot tell who of them errs: the models rest on a prior by which both are right eight times of ten.

agreement-text-presence = Whether it is annotated

agreement-text-label-of-annotation = Which label

agreement-text-question = Question

agreement-text-model = Model

agreement-text-coder = Coder

agreement-text-reliability-value = Reliability

agreement-text-answers = Answers

agreement-text-dawid-skene = Dawid and Skene

agreement-text-mace = MACE

agreement-text-against-majority = Where the most reliable coders stand against the majority: often a fault of the codebook

# A figure of two coders, for a screen reader.
agreement-message-pair = { $one } and { $other }: { $value }

agreement-message-group = { $coders }

agreement-message-figure = { $value } ({ $articles })

agreement-message-interval = { $low } to { $high }

# Why a figure is undefined.
agreement-message-why = undefined: { $reason }

agreement-message-dash = — { $reason }

agreement-message-cannot-be-known = cannot be known: { $reason }

agreement-message-formula = { $formula }. { $source }

agreement-message-blind-to = What it does not see: { $what }

# One of the sums that a figure is made of.
agreement-message-count-of = { $name } { $count }

agreement-message-made-of = Articles: { $articles }, counted: { $units }. { $counts }

agreement-message-counted = Articles that at least two of { $coders } coders finished: { $articles }

agreement-message-left-out = Left out: { $reasons }.

agreement-message-left-out-for = { $count } { $reason }

agreement-message-unread = Codings that could not be read: { $count }. { $why }

agreement-message-of-pair = { $coders }: { $value }

# The button that compares the coders of an article, for a screen reader.
agreement-message-compare-in = { $value-given ->
    [none] Compare { $article }
    *[some] Compare { $article }, { $coders }: { $value }
    }

agreement-message-attribute-of = { $item }: { $attribute }

# How far two coders agree in the article that is open.
agreement-message-in-current = { $one } and { $other }: annotations that differ { $count }, { $value }

agreement-message-current = The article that is open ({ $measure }): { $told }

# The newest articles agree less than all together.
agreement-message-fall = The newest articles, finished from { $from } to { $to }, are { $percent } % below all articles of { $coders }.

agreement-message-in-articles = articles: { $articles }

agreement-message-without-time = Articles of which nobody knows when they were finished: { $count }

agreement-message-with-error = { $value } ± { $error }
