list-message-and-more = { $names } и ещё { $more }

list-message-and = { $first } и { $last }

list-message-or = { $first } или { $last }
