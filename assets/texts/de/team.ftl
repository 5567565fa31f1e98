team-text-title = Team
team-text-hand-in-title = Abgeben
team-text-open-title = Zum Vergleichen öffnen
team-text-compared-title = Schon verglichen
team-text-change-coder = Ändern…
team-text-coders = Coder
team-text-code = Kürzel
team-text-name = Name
team-text-again = Kodiert erneut als
team-text-first-time = niemand: erstes Mal
team-text-add-coder = Coder hinzufügen
team-text-coders-explained = Ein Kürzel steht in Dateinamen; ein Name kann fehlen. Um zu sehen, wie beständig Kodierungen sind, kodiert eine Person erneut unter einem zweiten Kürzel.
team-text-no-coders = Noch kein Coder. Fügen Sie die Personen hinzu, die dieses Projekt kodieren.
team-text-rounds = Runden
team-text-no-rounds = Noch keine Runde. Eine Runde sagt, wer welche Artikel kodiert: Sie verteilt sie nach einem Startwert, damit die Auslosung wiederholbar ist.
team-text-new-round = Neue Runde…
team-text-deal-more = Weitere Artikel verteilen…
team-text-open-round = Runde öffnen…
team-text-hand-out = Ausgeben…
team-text-hand-out-all = Alle ausgeben…
team-text-hand-in = Abgeben…
team-text-coder = Coder
team-text-assigned = Zugeteilt
team-text-begun = Begonnen
team-text-done = Fertig
team-text-compared = Verglichen
team-text-missing = Fehlt
team-text-reading-progress = Es wird gelesen, wie weit alle sind…
team-text-hidden = Sie kodieren in einer blinden Runde: Die anderen Coder, und wie weit sie sind, werden hier nicht gezeigt.
team-text-show-all = Ganzes Team zeigen
team-text-first-round = pilot
team-text-round-name = Name der Runde
team-text-who = Wer kodiert
team-text-which = Welche Artikel
team-text-all-articles = Alle Artikel
team-text-listed-articles = Die in der Liste
team-text-with-status = Die mit dem Status
team-text-per-article = Coder je Artikel
team-text-overlap = Prozent der Artikel, die mehrere kodieren
team-text-seed = Startwert der Auslosung
team-text-by-words = Wörter statt Artikel gleich verteilen
team-text-blind = Blind: Coder sehen die Arbeit der anderen nicht, bis die Runde geöffnet wird
team-text-blind-explained = Die Dateien liegen in diesem Ordner und sind lesbar, wenn jemand sie anderswo öffnet. Um sicherzugehen, geben Sie jedem Coder ein Paket aus.
team-text-entities-shared = Die Liste der Entitäten ist gemeinsam: Dass es eine Entität gibt, sehen alle.
team-text-preview = Vorschau
team-text-dealing = Wird verteilt…
team-text-articles = Artikel
team-text-words = Wörter
team-text-shared = Gemeinsame Artikel je zwei
team-text-back = Zurück
team-text-open-question = Runde öffnen?
team-text-open-explained = Ihre Coder sehen ab jetzt die Annotationen der anderen und die abgestimmte Fassung. Was sie später ändern, ist nicht mehr unabhängig. Festgehalten wird, wer die Runde wann geöffnet hat; das lässt sich nicht rückgängig machen.
team-text-open-it = Runde öffnen
team-text-stay-blind = Blind lassen
team-text-reading-package = Paket wird gelesen…
team-text-writing-package = Wird geschrieben…
team-text-no-package = Wählen Sie ein zurückgegebenes Paket, oder ziehen Sie es auf das Fenster.
team-text-choose-package = Paket wählen…
team-text-choose-folder = Ordner wählen…
team-text-choose-hand-out = Wohin ausgegeben wird
team-text-round-times = Zeiten von Annotationen auf den Tag kürzen
team-text-new-articles = Nicht ausgegebene Texte als neue Artikel aufnehmen
team-text-changed = Was sich seit der Ausgabe geändert hat
team-text-nothing-changed = Seit der Ausgabe hat sich nichts geändert.
team-text-not-taken = Nicht übernommen
team-text-codebook-differs = Das Codebuch weicht ab. Es wird nicht übernommen.
team-text-packages = Pakete
team-text-open-article = Öffnen und vergleichen
team-text-not-now = Nicht jetzt
team-text-checking-done = Es wird nachgesehen, wer fertig ist…
team-text-change-it = Ändern
team-text-leave-it = So lassen
team-message-coders = { $count ->
    [one] { $count } Coder: { $names }
    *[other] { $count } Coder: { $names }
    }
team-message-you = Sie kodieren als { $coder }.
team-message-you-are-nobody = Sie kodieren ohne Kürzel. Runden müssen wissen, wer was tut.
team-message-name-of = Name von { $coder }
team-message-again-as = erneut: { $coder }
team-message-known-coder = { $coder } ist schon unter den Codern.
team-message-round-open = { $round }: nicht blind
team-message-round-blind = { $round }: blind
team-message-round-opened = { $round }: geöffnet von { $by } am { $day }
team-message-round-facts = { $codebook-given ->
    [none] Startwert { $seed } · { $overlap } % der Artikel gehen an { $per_article } Coder
    *[some] Codebuch { $codebook } · Startwert { $seed } · { $overlap } % der Artikel gehen an { $per_article } Coder
    }
team-message-compared-count = { $articles ->
    [one] { $compared } von { $articles } Artikel verglichen
    *[other] { $compared } von { $articles } Artikeln verglichen
    }
team-message-own-round = { $assigned ->
    [one] Ihrer: { $assigned } Artikel, { $done } fertig
    *[other] Ihre: { $assigned } Artikel, { $done } fertig
    }
team-message-hand-out-to = { $round } an { $coder } ausgeben
team-message-of-round = { $action } { $round }
team-message-all-articles = Alle Artikel ({ $count })
team-message-listed-articles = { $filter-given ->
    [none] Die in der Liste ({ $count })
    *[some] Die in der Liste ({ $count }): { $filter }
    }
team-message-left-out-dealt = { $count ->
    [one] { $count } Artikel ist in dieser Runde schon verteilt und bleibt, wie er ist.
    *[other] { $count } Artikel sind in dieser Runde schon verteilt und bleiben, wie sie sind.
    }
team-message-left-out-claimed = { $count ->
    [one] { $count } Artikel ist weggelassen: Eine andere Runde hat ihn für einen dieser Coder.
    *[other] { $count } Artikel sind weggelassen: Eine andere Runde hat sie für einen dieser Coder.
    }
team-message-proposed-round = runde-{ $number }
team-message-deal-of = { $articles ->
    [one] { $articles } Artikel verteilen
    *[other] { $articles } Artikel verteilen
    }
team-message-nothing-to-deal = Kein Artikel ist mehr zu verteilen. Wählen Sie andere Artikel oder Coder.
team-message-choose-coders = Wählen Sie, wer kodiert.
team-message-name-the-round = Geben Sie der Runde einen Namen.
team-message-not-a-round-name = Der Name einer Runde hat Buchstaben, Ziffern, - und _.
team-message-round-exists = Eine Runde dieses Namens gibt es schon. Wählen Sie einen anderen, oder verteilen Sie weitere Artikel in jener Runde.
team-message-pair = { $one } und { $other }
team-message-words-unknown = Die Wörter einiger Artikel werden noch gezählt.
team-message-cannot-deal = Verteilen ist nicht möglich: { $why }.
team-message-step-coder-added = Coder { $coder } hinzufügen
team-message-step-coder-named = Coder { $coder } benennen
team-message-step-dealt = { $articles ->
    [one] { $articles } Artikel in { $round } verteilen
    *[other] { $articles } Artikel in { $round } verteilen
    }
team-message-step-handed-in = Arbeit von { $coder } abgeben
team-message-step-articles-followed = neue Namen in Runden: { $articles }
team-message-undo = Rückgängig: { $step }
team-message-redo = Wiederholen: { $step }
team-message-undone = Rückgängig gemacht: { $step }.
team-message-redone = Wiederholt: { $step }.
team-message-dealt = { $articles ->
    [one] { $articles } Artikel in der Runde { $round } verteilt.
    *[other] { $articles } Artikel in der Runde { $round } verteilt.
    }
team-message-round-is-open = Die Runde { $round } ist offen: Ihre Coder sehen die Arbeit der anderen.
team-message-not-saved = Das Team wurde nicht geändert
team-message-not-taken-back = Es ließ sich nicht rückgängig machen
team-message-not-handed-out = Nichts wurde ausgegeben
team-message-not-handed-in = Das Paket wurde nicht übernommen
team-message-stayed = Diese änderten sich seither und bleiben, wie sie sind: { $files }.
team-message-handed-out = Ausgegeben an { $coders }: { $folder }
team-message-handing-out = Packt { $done } von { $all }…
team-message-waits-for-saving = Es geht weiter, sobald alles gespeichert ist…
team-message-hand-in-of = { $files ->
    [one] { $files } Datei abgeben
    *[other] { $files } Dateien abgeben
    }
team-message-package-of = { $coder }, Runde { $round }: { $done } fertig, { $begun } begonnen, { $untouched } nicht begonnen
team-message-unknown-round = Dieses Projekt hat keine Runde „{ $round }“. Das Paket gehört vielleicht zu einem anderen Projekt.
team-message-not-of-round = Die Runde { $round } teilt „{ $coder }“ nichts zu. Das Paket gehört vielleicht zu einem anderen Projekt.
team-message-changed-article = { $article }: Annotationen bei der Ausgabe { $before }, jetzt { $after }
team-message-other-text = { $article }: Der Text weicht ab. Annotationen gehen dorthin, wo ihre Wörter im Text des Projekts stehen.
team-message-new-text = { $article }: wurde nicht ausgegeben
team-message-new-entities = { $count ->
    [one] { $count } Entität ist neu oder geändert
    *[other] { $count } Entitäten sind neu oder geändert
    }
team-message-refused = { $file }: { $why }
team-message-handed-in = { $files ->
    [one] Die Arbeit von { $coder } ist übernommen: { $files } Datei.
    *[other] Die Arbeit von { $coder } ist übernommen: { $files } Dateien.
    }
team-message-open-for-comparing = Die Runde { $rounds } ist blind. Der Vergleich zeigt Ihnen, was alle in { $article } annotiert haben, und festgehalten wird, dass Sie ihn verglichen haben: Ab dann wird vermerkt, wenn ein Coder ihn ändert.
team-message-not-done = Noch nicht fertig: { $coders }. Was sie später ändern, öffnet Entscheidungen wieder.
team-message-all-done = Alle seine Coder sind fertig.
team-message-others-stay-blind = Andere Artikel der Runde bleiben Ihnen verschlossen.
team-message-finish-first = Sie kodieren { $article } selbst in einer blinden Runde. Markieren Sie ihn als fertig, bevor Sie ihn vergleichen.
team-message-who-compares = Es wird festgehalten, wer vergleicht: Sagen Sie zuerst, wer Sie sind.
team-message-compared-by = { $decisions ->
    [0] { $by } hat diesen Artikel am { $day } verglichen. Ihre Änderung kann Unterschiede wieder öffnen und wird vermerkt.
    *[other] { $decisions ->
        [one] { $by } hat diesen Artikel am { $day } verglichen. Ihre Änderung öffnet { $decisions } Entscheidung wieder und wird vermerkt.
        *[other] { $by } hat diesen Artikel am { $day } verglichen. Ihre Änderung öffnet { $decisions } Entscheidungen wieder und wird vermerkt.
        }
    }
team-message-compared-by-you = { $decisions ->
    [0] Sie haben diesen Artikel am { $day } verglichen. Ihre Änderung kann Unterschiede wieder öffnen und wird vermerkt.
    *[other] { $decisions ->
        [one] Sie haben diesen Artikel am { $day } verglichen. Ihre Änderung öffnet { $decisions } Entscheidung wieder und wird vermerkt.
        *[other] Sie haben diesen Artikel am { $day } verglichen. Ihre Änderung öffnet { $decisions } Entscheidungen wieder und wird vermerkt.
        }
    }
team-message-plan-faults = { $count ->
    [one] project.json: { $first }
    *[other] project.json hat { $count } Fehler, der erste: { $first }. „demarche check“ listet alle auf.
    }
team-message-named-coder = { $coder } ({ $name })
team-message-assigned-to-me = Mir zugeteilt
team-message-differing = Coder werden für den Filter verglichen…
