### Texts about suggestions.

# The dialog before all suggestions are taken.
suggest-text-take-all-title = Take suggestions

suggest-text-take = Take

suggest-text-take-hint = Adds it as an annotation of yours

suggest-text-reject = Reject

suggest-text-reject-hint = It does not come back

suggest-text-suggested = Suggested

suggest-text-this-suggestion = Suggestion

suggest-text-least-to-take = At least

suggest-text-learning = Learning from finished articles…

suggest-text-nothing-finished = Suggestions are learned from articles that you marked as done. There is none yet.

suggest-text-nothing-suggested = Nothing more is suggested for this article.

suggest-text-article-finished = This article is done. Suggestions are for articles in work.

suggest-text-blind-round = There are no suggestions in a blind round: they would make coders agree. The lead can allow them in the file of the project.

suggest-text-while-comparing = There are no suggestions while coders are compared.

# The settings.
suggest-text-heading = Suggestions

suggest-text-show = Suggest annotations

suggest-text-show-hint = Learned on this computer from the articles that you marked as done. Nothing is added to your annotations unless you take it.

suggest-text-least-confidence = Shown from a confidence of

suggest-text-judgements = Also suggest labels of judgement

suggest-text-judgements-hint = Labels that the codebook marks as judgement, such as demands: whoever sees a suggestion judges less freely. They are suggested once they are right often enough in your finished articles.

suggest-text-least-precision = If they were right in

# The row of a value that is suggested.
suggest-text-suggested-value = suggested

suggest-text-take-values = Take suggested values

suggest-text-take-values-hint = Takes everything that is suggested for this annotation

# A suggestion, for a screen reader and in lists.
suggest-message-item = suggested { $label }, { $percent } %: { $words }

# How sure a suggestion is.
suggest-message-percent = { $percent } %

suggest-message-count = { $count ->
    [one] { $count } suggestion
    *[other] { $count } suggestions
    }

suggest-message-learned-from = { $articles ->
    [one] Learned from { $articles } finished article
    *[other] Learned from { $articles } finished articles
    }

# A label of which too little is known.
suggest-message-needed = { $label }: { $articles } of { $needed } finished articles needed

suggest-message-judgement = { $label }: judgement, switched off in the settings

suggest-message-not-measured = { $label }: judgement, its precision is being measured

suggest-message-not-precise = { $label }: judgement, right in { $percent } % and { $needed } % are needed

suggest-message-on = Suggestions are shown.

suggest-message-off = Suggestions are hidden.

suggest-message-none-above = No suggestion has a confidence of at least { $percent } %.

suggest-message-choose-first = Choose a suggestion first.

suggest-message-taken = { $count ->
    [one] Took { $count } suggestion.
    *[other] Took { $count } suggestions.
    }

suggest-message-rejected = Rejected { $label } “{ $words }”.

suggest-message-not-taken = The suggestions were not taken

suggest-message-will-take = { $count ->
    [one] { $count } suggestion of at least { $percent } % becomes an annotation of yours. One undo takes it back.
    *[other] { $count } suggestions of at least { $percent } % become annotations of yours. One undo takes them back.
    }

suggest-message-take-count = Take { $count }

suggest-message-more = and { $count } more

# A link that is suggested.
suggest-message-link = suggested: { $from } { $relation } { $to }, { $percent } %

# A value that is suggested, where there is little room; and the same for a screen reader.
suggest-message-short-value = { $value }, { $percent } %

suggest-message-suggested = suggested: { $value }

suggest-message-value = suggested: { $value }, { $percent } %
