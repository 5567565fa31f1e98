### Texts of the list of articles: its filter, its rows and its progress.

# The field that filters the list.
article-list-text-filter = Filter articles

article-list-text-filter-help = The filter searches names and fields. You can also type:

article-list-text-no-match = No article matches. The filter searches names and fields. You can also type:

# Of a coder in a round.
article-list-text-all-coded = You have finished all that is assigned to you. Clear the filter to see all articles.

article-list-text-no-article = There is no article here yet.

# What a term finds that begins with a minus.
article-list-text-without = with a minus: all others

article-list-text-incomplete-hint = Only articles in which something required is missing

# The menu beside the field.
article-list-text-filter-menu = Filters and order of the list

article-list-text-show-only = Show only

article-list-text-unfinished = Unfinished

article-list-text-with-label = With annotations of label

article-list-text-learning-hint = Articles from which suggestions would learn most come first; one in five is random. Suggestions must be shown. What you code first is then no random sample: shares that you count in it say nothing about all articles.

article-list-text-order = Order

article-list-text-by-folder = Group by folder

article-list-text-titles = Show titles instead of file names

# The menu of a row.
article-list-text-open-beside = Open in other pane

article-list-text-click-beside = Ctrl and click

article-list-text-click-beside-on-mac = ⌘ and click

# What a screen reader says of a row.
article-list-text-gone = removed by another program

article-list-text-beside = beside

# A box that filters.
article-list-message-incomplete = Incomplete ({ $count })

# A status in the menu, with the number of its articles.
article-list-message-status-count = { $status } ({ $count })

# How many articles the filter leaves.
article-list-message-shown = { $shown } of { $all } articles

article-list-message-done = { $done } of { $all } done

# Articles that were done in the last days.
article-list-message-done-lately = { $count } in 7 days

article-list-message-done-in-words = { $done } of { $all } articles are done, and { $words_done } of { $words } words.

article-list-message-done-lately-in-words = { $count } of them had their last annotation made in the last 7 days. Articles that are done without any annotation are not counted there.

# How many articles of a folder are finished.
article-list-message-folder-share = { $finished } of { $articles }

article-list-message-folder-open = Folder { $name }, { $finished } of { $articles } finished, open

article-list-message-folder-closed = Folder { $name }, { $finished } of { $articles } finished, closed

# What a screen reader says of a row: facts, each a text of its own.
article-list-message-row = { $facts }

article-list-message-row-problem = { $article }: { $problem }

article-list-message-label-count = { $count } { $label }

article-list-message-more-labels = +{ $count }

article-list-message-incomplete-count = { $count } incomplete

article-list-message-words = { $count ->
    [one] { $count } word
    *[other] { $count } words
    }
