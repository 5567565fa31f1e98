suggest-text-take-all-title = Vorschläge übernehmen
suggest-text-take = Übernehmen
suggest-text-take-hint = Fügt ihn als Ihre Annotation hinzu
suggest-text-reject = Ablehnen
suggest-text-reject-hint = Er kommt nicht wieder
suggest-text-suggested = Vorgeschlagen
suggest-text-this-suggestion = Vorschlag
suggest-text-least-to-take = Mindestens
suggest-text-learning = Lernt aus fertigen Artikeln…
suggest-text-nothing-finished = Vorschläge werden aus Artikeln gelernt, die Sie als fertig markiert haben. Es gibt noch keinen.
suggest-text-nothing-suggested = Für diesen Artikel wird nichts mehr vorgeschlagen.
suggest-text-article-finished = Dieser Artikel ist fertig. Vorschläge gibt es für Artikel in Arbeit.
suggest-text-blind-round = In einer blinden Runde gibt es keine Vorschläge: Sie würden die Coder einander angleichen. Die Leitung kann sie in der Projektdatei erlauben.
suggest-text-while-comparing = Während Coder verglichen werden, gibt es keine Vorschläge.
suggest-text-heading = Vorschläge
suggest-text-show = Annotationen vorschlagen
suggest-text-show-hint = Auf diesem Rechner gelernt aus den Artikeln, die Sie als fertig markiert haben. Nichts kommt zu Ihren Annotationen, was Sie nicht übernehmen.
suggest-text-least-confidence = Gezeigt ab einer Sicherheit von
suggest-text-judgements = Auch Labels der Beurteilung vorschlagen
suggest-text-judgements-hint = Labels, die das Codebuch als Beurteilung kennzeichnet, etwa Forderungen: Wer einen Vorschlag sieht, urteilt weniger frei. Sie werden vorgeschlagen, sobald sie in Ihren fertigen Artikeln oft genug richtig sind.
suggest-text-least-precision = Wenn sie richtig waren in
suggest-text-suggested-value = vorgeschlagen
suggest-text-take-values = Vorgeschlagene Werte übernehmen
suggest-text-take-values-hint = Übernimmt alles, was für diese Annotation vorgeschlagen wird
suggest-message-item = vorgeschlagen { $label }, { $percent } %: { $words }
suggest-message-percent = { $percent } %
suggest-message-count = { $count ->
    [one] { $count } Vorschlag
    *[other] { $count } Vorschläge
    }
suggest-message-learned-from = { $articles ->
    [one] Gelernt aus { $articles } fertigen Artikel
    *[other] Gelernt aus { $articles } fertigen Artikeln
    }
suggest-message-needed = { $label }: { $articles } von { $needed } nötigen fertigen Artikeln
suggest-message-judgement = { $label }: Beurteilung, in den Einstellungen ausgeschaltet
suggest-message-not-measured = { $label }: Beurteilung, die Genauigkeit wird gemessen
suggest-message-not-precise = { $label }: Beurteilung, in { $percent } % richtig, { $needed } % sind nötig
suggest-message-on = Vorschläge werden gezeigt.
suggest-message-off = Vorschläge sind verborgen.
suggest-message-none-above = Kein Vorschlag hat eine Sicherheit von mindestens { $percent } %.
suggest-message-choose-first = Wählen Sie zuerst einen Vorschlag.
suggest-message-taken = { $count ->
    [one] { $count } Vorschlag übernommen.
    *[other] { $count } Vorschläge übernommen.
    }
suggest-message-rejected = { $label } „{ $words }“ abgelehnt.
suggest-message-not-taken = Die Vorschläge wurden nicht übernommen
suggest-message-will-take = { $count ->
    [one] { $count } Vorschlag mit mindestens { $percent } % wird Ihre Annotation. Einmal Rückgängig nimmt ihn zurück.
    *[other] { $count } Vorschläge mit mindestens { $percent } % werden Ihre Annotationen. Einmal Rückgängig nimmt sie zurück.
    }
suggest-message-take-count = { $count } übernehmen
suggest-message-more = und { $count } weitere
suggest-message-link = vorgeschlagen: { $from } { $relation } { $to }, { $percent } %
suggest-message-short-value = { $value }, { $percent } %
suggest-message-suggested = vorgeschlagen: { $value }
suggest-message-value = vorgeschlagen: { $value }, { $percent } %
