### Messages about comparing coders and the agreed version.

# In the dialog of conflicts: what is in conflict.
compare-message-decision-in-conflict = Decision of the agreed version

# In that dialog: whose version was taken.
compare-message-version-taken = { $coder }’s version taken

# In that dialog: nobody’s version was taken.
compare-message-nobody-taken = Nobody’s version taken

# In that dialog: who decided.
compare-message-decided-by = Decided by { $coder }

compare-text-title = Compare coders

compare-text-close = Close

compare-text-decided = Decided

compare-text-hide-names = Hide names

compare-text-hide-names-tip = Coders are called 1, 2, 3 in an order that tells nothing about them

compare-text-all-lanes = All lanes

compare-text-all-lanes-tip = What every coder has, below every line. Key: L

# Which differences the list shows.
compare-text-all = All

compare-text-open = Open

compare-text-borders = Boundaries

compare-text-values = Values

compare-text-label = Label

compare-text-only-some = Only some

compare-text-links = Links

compare-text-fields = Fields

compare-text-any-label = All labels

compare-text-filter-label = Label of the differences

compare-text-any-coder = All coders

compare-text-filter-coder = Coder who stands alone

# How far a difference is decided.
compare-text-state-open = open

compare-text-state-reopened = open again: a coder has changed it

compare-text-state-decided = decided

compare-text-edited = edited by hand

# What is drawn on the page.
compare-text-agreed-layer = Agreed by all

compare-text-open-layer = Open difference

# The columns of the values.
compare-text-value = Value

compare-text-taken = Agreed

compare-text-entity = Entity

compare-text-whole = Value of the field

# What a coder has.
compare-text-nothing = nothing here

compare-text-has-link = has this link

compare-text-empty = empty

compare-text-not-asked = –

compare-text-no-differences = The coders agree in everything.

compare-text-none-in-filter = No difference of this kind.

compare-text-nobody = Nobody’s

compare-text-open-again = Open again

compare-text-proposal = Take the proposal

compare-text-take-proposals = Take all proposals…

compare-text-proposals-title = Take all proposals

compare-text-take-them = Take them

compare-text-take-agreed = Take what all agree on

compare-text-note = Note

compare-text-note-hint = Why it was decided so

compare-text-memos = Memos

# The dialog about all articles.
compare-text-report-title = Kinds of differences

compare-text-counting = Comparing all articles

compare-text-nothing-compared = No two coders have annotated the same article. Comparing needs two codings of one text.

compare-text-label-table = Labels

compare-text-value-table = Values

compare-text-border-table = Boundaries

compare-text-choose-cell = Choose a number to see its examples.

compare-text-add-example = Add to examples

compare-text-add-example-tip = Puts what was taken into the examples of its label in the codebook, with what was not

compare-text-add-rule = Make the note a rule

compare-text-add-rule-tip = Adds the note to the guideline of the codebook, and its number to the decision

compare-text-keys = 1–9: take a coder’s version · Y: the proposal · X: nobody’s · 0: open again · N, P: next, previous open · Shift+Y: all proposals · Enter: values · L: all lanes · G: other end · M: note · Esc: close

compare-text-card-keys = Arrows: choose a value · 1–9: take a coder’s · X: empty · 0: open again · Esc: back

comparing-message-needs-two = { $coders-given ->
    [none] Nobody has annotated this article yet. Comparing needs two coders.
    *[some] { $count ->
        [one] { $only-given ->
            [none] Only a coder without a name has annotated this article. Comparing needs two coders.
            *[some] Only { $only } has annotated this article. Comparing needs two coders.
            }
        *[other] Comparing needs two coders who have annotated this article: { $names }.
        }
    }

comparing-message-blind = project.json cannot be read, so a round may be blind and what others annotated stays closed. Correct project.json, and open the project again.

comparing-message-texts-differ = { $coder }’s annotations belong to another version of the text. Open the article as that coder and review them first.

# A warning above the page.
comparing-message-not-done = Not marked as done by: { $coders }. What they change reopens decisions.

comparing-message-some-not-done = Some coders have not marked the article as done. What they change reopens decisions.

comparing-message-counted = { $article } · { $differences } differences, { $open } open

comparing-message-coder = { $number } { $coder }

comparing-message-no-code = { $number } (no code)

# A coder while names are hidden.
comparing-message-unnamed = { $number }

comparing-message-filter = { $name } { $count }

comparing-message-words = { $label }: “{ $words }”

comparing-message-link = “{ $from }” { $relation } “{ $to }”

comparing-message-field = Field: { $name }

# Above the versions.
comparing-message-heading = { $kind } · { $number } of { $count }

# Words that a version lacks and another has.
comparing-message-lacking = – { $words }

# What a screen reader says of a version.
comparing-message-version = { $is_taken ->
    [false] { $coders }: { $lines }
    *[true] { $coders }: { $lines }, taken
    }

# What it says of a lane below the text.
comparing-message-lane = Take { $coder }: { $lines }

# What it says when another difference is looked at.
comparing-message-at-hand = { $number } of { $count }: { $kind }: { $versions }; { $state }

comparing-message-took = Took { $coder }

comparing-message-took-nobody = Took nobody’s

comparing-message-took-proposal = Took the proposal

comparing-message-opened-again = Open again

# A row of the list for a screen reader.
comparing-message-row = { $words }, { $kind }, { $state }

comparing-message-cell = { $name }, { $coder }: { $value }

comparing-message-memo = { $coder }: { $memo }

comparing-message-proposals = Most coders agree on { $count } of { $open } open differences. Take them?

# What would be taken of a difference.
comparing-message-proposed = { $taken } ({ $coders } coders)

comparing-message-proposed-value = { $name }: { $value }

comparing-message-more = { $count ->
    [one] and { $count } more
    *[other] and { $count } more
    }

comparing-message-no-proposals = There is no majority for any of these: decide them one by one.

comparing-message-no-majority = No majority: press the number of a coder.

comparing-message-no-such-coder = There are { $coders } coders: press one of their numbers.

comparing-message-no-values = There are no values here to choose from.

comparing-message-no-other-open = No other difference in the list is open.

comparing-message-all-decided = All differences of this article are decided.

comparing-message-still-open = { $open ->
    [one] { $open } difference is open. Press the key again to mark the agreed version as done.
    *[other] { $open } differences are open. Press the key again to mark the agreed version as done.
    }

comparing-message-all-compared = There is no other article whose coders are to be compared.

comparing-message-first-decide = Decide it first: a note belongs to a decision.

comparing-message-not-decided = The decision could not be made

comparing-message-compared-articles = { $count ->
    [one] { $count } article compared
    *[other] { $count } articles compared
    }

comparing-message-unread = { $count ->
    [one] { $count } coding could not be read: { $why }
    *[other] { $count } codings could not be read, the first: { $why }
    }

comparing-message-value-of = { $label }: { $attribute }

# How often borders part at these words.
comparing-message-border-count = { $is_start ->
    [false] { $words-given ->
        [none] { $label }: more words at the end, { $count } of { $all }
        *[some] { $label }: “{ $words }” at the end, { $count } of { $all }
        }
    *[true] { $words-given ->
        [none] { $label }: more words at the start, { $count } of { $all }
        *[some] { $label }: “{ $words }” at the start, { $count } of { $all }
        }
    }

# A cell of a table, for a screen reader.
comparing-message-confused = { $one } and { $other }: { $count }

comparing-message-reading-of = { $is_taken ->
    [false] { $coder }: { $reading }
    *[true] { $coder }: { $reading } (taken)
    }

comparing-message-compare-here = Compare the coders of { $article } here

# The note on a decision, and the number of the rule that it follows.
comparing-message-noted = { $rule-given ->
    [none] Note: { $note }
    *[some] Note: { $note } (rule { $rule })
    }

# An example in the codebook.
comparing-message-example-of = { $wrong-given ->
    [none] “{ $right }”
    *[some] “{ $right }”, not “{ $wrong }”
    }

comparing-message-example-added = Added to the examples of { $label }. The codebook has version { $version } now.

comparing-message-example-there = The codebook has this example.

comparing-message-no-example = Only what was taken of a coder’s annotations can be an example.

comparing-message-note-first = Write a note first: it becomes the rule.

comparing-message-rule-added = The note is rule { $number } of the guideline.
