### Names of steps, as the Edit menu, the history panel and notices show them: `tag as demand`.

step-text-label = label

step-text-relation-type = relation type

step-text-attribute = attribute

step-text-choice = choice

# Fields of an entity.
step-text-entity-label = label

step-text-entity-kind = kind

step-text-country = country

step-text-wikidata = Wikidata item

step-message-tag = tag as { $label }

step-message-tag-occurrences = tag occurrences as { $label }

step-message-relabel = relabel as { $label }

step-message-move-border = move boundary of { $label }

step-message-add-fragment = add to { $label }

step-message-delete = delete { $label }

step-message-write-memo = write memo of { $label }

step-message-set-value = set { $attribute } to { $value }

step-message-set-choice = set { $attribute } to { $choice }

step-message-clear-value = clear { $attribute }

step-message-set-status = mark article as { $status }

step-message-follow-text = move annotations with the changed text

step-message-place-again = accept the new position of { $label }

step-message-place-all-again = accept new positions

step-message-take-back-out = reject the new position of { $label }

step-message-take-suggestion = take suggested { $label }

step-message-take-suggestions = take suggestions

step-message-take-suggested-values = take suggested values of { $label }

step-message-reject-suggestion = reject suggestion “{ $words }”

step-message-link = link { $relation }

step-message-unlink = unlink { $relation }

step-message-change-link-end = change an end of { $relation }

step-message-reverse-link = reverse { $relation }

step-message-retype-link = make the link { $relation }

step-message-set-link-value = set { $attribute } of { $relation }

step-message-set-entity = set entity to { $entity }

step-message-remove-entity = remove entity

step-message-remove-entity-from = remove { $attribute }

step-message-create-entity = create entity { $entity }

step-message-rename-entity = rename entity { $from } to { $to }

step-message-merge-entities = merge entity { $from } into { $into }

step-message-split-entity = split { $new } from entity { $from }

step-message-delete-entity = delete entity { $entity }

step-message-edit-codebook = edit codebook

step-message-edit-guideline = edit guideline

step-message-edit-entity-kinds = edit kinds of entities

step-message-edit-item = edit { $item } { $id }

step-message-add-item = add { $name }

step-message-move-item = move { $item } { $id }

step-message-duplicate-item = duplicate { $item } { $id }

step-message-switch-off = switch off { $item } { $id }

step-message-rename = rename { $item } { $id } to { $to }

step-message-merge = merge { $item } { $id } into { $into }

step-message-split = split { $into } off { $item } { $id }

step-message-retire = retire { $item } { $id }

step-message-delete-item = delete { $item } { $id }

step-message-change-kind = change the kind of { $item } { $id }

step-message-move-to-top = move { $item } { $id } to the top

step-message-move-below = move { $item } { $id } below { $above }

step-message-extend-codebook = add to the codebook: { $with }

step-message-replace-codebook = replace the codebook: { $with }

step-message-take-codebook-on-disk = use the codebook on disk

step-message-compare-coders = compare coders

step-message-decide-for = take the version of { $coder }

step-message-decide-for-nobody = take nobody’s version

step-message-undecide = take a decision back

step-message-decide-by-strategy = decide by { $strategy }

step-message-note-decision = write note of a decision

step-message-take-in-changes = merge another program’s changes

step-message-take-in-codebook-changes = merge another program’s changes of the codebook

step-message-resolve-conflicts = resolve conflicts

step-message-bring-back-removed = restore what was removed

step-message-add-for-dataset = add what the dataset needs

# Of an entity. `field` is one of the texts above, in its basic form.
step-message-set-entity-field = set { $field } of { $entity }

step-message-set-part-of = set what { $entity } is part of

step-message-write-entity-memo = write memo of { $entity }

step-message-change-aliases = change aliases of { $entity }
