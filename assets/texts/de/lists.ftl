list-message-and-more = { $names } und { $more } weitere
list-message-and = { $first } und { $last }
list-message-or = { $first } oder { $last }
