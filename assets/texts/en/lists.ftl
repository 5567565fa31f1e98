### Lists of names in a sentence.

# Names that are listed, and how many more there are: `A, B, C and 4 more`.
list-message-and-more = { $names } and { $more } more

# `A and B`.
list-message-and = { $first } and { $last }

# `A, B or C`, of labels or keys.
list-message-or = { $first } or { $last }
