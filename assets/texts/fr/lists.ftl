list-message-and-more = { $names } et { $more } de plus
list-message-and = { $first } et { $last }
list-message-or = { $first } ou { $last }
