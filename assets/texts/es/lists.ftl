list-message-and-more = { $names } y { $more } más
list-message-and = { $first } y { $last }
list-message-or = { $first } o { $last }
