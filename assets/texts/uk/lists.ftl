list-message-and-more = { $names } і ще { $more }

list-message-and = { $first } і { $last }

list-message-or = { $first } або { $last }
