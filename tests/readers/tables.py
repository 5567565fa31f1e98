"""Converts the rows of exported tables to articles, for any library that read the tables."""


def read_tables(rows):
    spans, fragments = rows("spans"), rows("fragments")
    pieces = {}
    for row in fragments:
        place = (int(row["start"]), int(row["end"]))
        pieces.setdefault((row["doc_id"], row["span_id"]), []).append((place, row["text"]))
    ids = {(row["doc_id"], row["span_id"]) for row in spans}
    for row in rows("relations"):
        if not {(row["doc_id"], row["head_span_id"]), (row["doc_id"], row["tail_span_id"])} <= ids:
            raise SystemExit(f"{row}: an end is not there")
    for document in rows("documents"):
        name, text = document["doc_id"], document["text"]
        found = []
        for row in spans:
            if row["doc_id"] != name:
                continue
            if text[int(row["start"]) : int(row["end"])] != row["text"]:
                raise SystemExit(f"{row}: covers something else")
            for (start, end), quote in pieces[name, row["span_id"]]:
                if text[start:end] != quote:
                    raise SystemExit(f"{row}: a fragment covers something else")
            found.append(([place for place, _ in pieces[name, row["span_id"]]], row["label"]))
        yield text, found
