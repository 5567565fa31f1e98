"""Reads with html5lib, python-docx, lxml and pypdf what `demarche report` writes, and compares it with the
articles and their annotations.

Usage: documents.py PROGRAM PROJECT ARTICLES WORK: the program, a project, its articles as JSON Lines, and a
folder for files.
"""
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import docx
import html5lib
import pypdf
from lxml import etree

program, project, articles, work = sys.argv[1:5]
work = Path(work)
work.mkdir(parents=True, exist_ok=True)
articles = [json.loads(line) for line in Path(articles).read_text(encoding="utf-8").splitlines()]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Pictures of letters have no outlines, and no joiners that hold them together.
WITHOUT_FONT = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u200b]")


def bare(text):
    """Without white space, which breaks of lines and paragraphs change."""
    return re.sub(r"\s+", "", text)


def report(form, *options):
    """The file of a form."""
    path = work / f"report{'-quotes' if options else ''}.{form}"
    path.unlink(missing_ok=True)
    done = subprocess.run(
        [program, "report", "--to", form, "--out", path, *options, project], capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return path


def placed(article):
    """The annotations in place, each with the words of its fragments."""
    return [
        [article["text"][start:end] for start, end in annotation["spans"]]
        for annotation in article["annotations"]
        if "spans" in annotation
    ]


def pieces():
    """The words of all fragments, without white space."""
    return Counter(bare(words) for article in articles for of in placed(article) for words in of)


total = sum(len(placed(article)) for article in articles)
fragments = pieces()


def check_page(path, quotes=False):
    """A page is valid, fetches nothing, and has each text and each annotation."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(path.read_bytes())
    names = Counter(element.tag for element in page.iter())
    assert not names.keys() & {"script", "link", "img", "iframe", "object", "audio", "video"}, names
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for element in page.iter():
        assert not any(name.startswith("on") or name == "src" for name in element.attrib)
        target = element.get("href", "")
        assert not target.startswith("#") or target[1:] in known, target
        for name in ("aria-labelledby",):
            assert element.get(name) is None or element.get(name) in known
    assert page.get("lang") == "en" and names["main"] == 1 and names["h1"] == 1
    # Levels of headings begin at one and go down one at a time.
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels
    notes = [element for element in page.iter("li") if "note" in element.get("class", "").split()]
    assert len(notes) == total, (len(notes), total)
    if quotes:
        return
    passages = list(page.iter("article"))
    assert len(passages) == len(articles)
    for passage, article in zip(passages, articles):
        [text] = [e for e in passage.iter("div") if e.get("class") == "text"]
        assert text.get("lang") == article["document"].get("language", ""), text.get("lang")
        numbers = [e for e in text.iter("a") if "n" in e.get("class").split()]
        assert len(numbers) == sum(map(len, placed(article)))
        for number in numbers:
            number.text = ""
        assert bare("".join(text.itertext())) == bare(article["text"])
        for paragraph in text.iter("p"):
            letters = "".join(paragraph.itertext())
            first = re.search("[A-Za-z\u0590-\u05ff\u0600-\u06ff\u4e00-\u9fff]", letters)
            if first:
                rtl = "\u0590" <= first.group() <= "\u06ff"
                assert paragraph.get("dir") == ("rtl" if rtl else "ltr"), letters


def ranges(body, start_tag, end_tag, key, is_text):
    """The words between the start and the end of each range, by its name."""
    open_ranges, found = {}, {}

    def walk(element, inside):
        if element.tag == start_tag:
            open_ranges[element.get(key)] = []
            # The text of a comment is not the article's.
            inside = False
        elif element.tag == end_tag:
            found[element.get(key)] = "".join(open_ranges.pop(element.get(key)))
        if inside and is_text(element) and element.text:
            for words in open_ranges.values():
                words.append(element.text)
        for child in element:
            walk(child, inside)
            if inside and is_text(element) and child.tail:
                for words in open_ranges.values():
                    words.append(child.tail)

    walk(body, True)
    assert not open_ranges, open_ranges
    return found


def check_docx(path, quotes=False):
    """python-docx finds the texts and the comments, and each comment covers its words."""
    document = docx.Document(path)
    text = bare("\n".join(paragraph.text for paragraph in document.paragraphs))
    comments = list(document.comments)
    assert len(comments) == sum(fragments.values()), len(comments)
    for comment in comments:
        assert re.match(r"\S+ · \S", comment.text), comment.text
    found = ranges(document.element.body, W + "commentRangeStart", W + "commentRangeEnd", W + "id",
                   lambda element: element.tag == W + "t")
    assert Counter(map(bare, found.values())) == fragments
    if quotes:
        return
    for article in articles:
        assert bare(article["text"]) in text, article["text"][:60]
    for run in document.element.body.iter(W + "r"):
        letters = "".join(run.itertext())
        if re.search("[\u0590-\u06ff]", letters) and not re.search("[A-Za-z]", letters):
            style = run.getparent().find(f"{W}pPr/{W}pStyle").get(W + "val")
            assert style == "Facts" or run.find(f"{W}rPr/{W}rtl") is not None, letters


def check_odt(path, quotes=False):
    """The archive is as ODF wants it, has the texts, and each comment covers its words."""
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        names = set(archive.namelist())
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {entry.get(entry.tag.split("}")[0] + "}full-path") for entry in manifest}
        assert names - {"mimetype", "META-INF/manifest.xml"} == listed - {"/"}, (names, listed)
        content = etree.fromstring(archive.read("content.xml"))
        version = etree.fromstring(archive.read("styles.xml")).get(OFFICE + "version")
    assert content.get(OFFICE + "version") == version == "1.3"
    styles = {name for style in content.iter() for key, name in style.items() if key.endswith("style:1.0}name")}
    used = {span.get(TEXT + "style-name") for span in content.iter(TEXT + "span")}
    assert used <= styles, used - styles
    found = ranges(content, OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "name",
                   lambda element: element.tag in (TEXT + "span", TEXT + "s"))
    assert Counter(map(bare, found.values())) == fragments
    if quotes:
        return
    for comment in list(content.iter(OFFICE + "annotation")):
        tail = comment.tail
        comment.clear()
        comment.tail = tail
    text = bare("".join(content.itertext()))
    for article in articles:
        assert bare(article["text"]) in text, article["text"][:60]


def check_pdf(path, quotes=False):
    """pypdf finds the texts, and a native highlight of each annotation on each of its pages."""
    reader = pypdf.PdfReader(path, strict=True)
    texts, highlights = [], {}
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text().rstrip()
        assert text.endswith(str(number)), text[-20:]
        texts.append(text[: -len(str(number))])
        for reference in page.get("/Annots", []):
            annotation = reference.get_object()
            assert annotation["/Subtype"] == "/Highlight"
            contents, subject = annotation["/Contents"], annotation["/Subj"]
            assert contents.startswith(f"{subject} · "), contents
            quads = [float(number) for number in annotation["/QuadPoints"]]
            assert quads and len(quads) % 8 == 0
            width, height = map(float, page.mediabox[2:])
            assert all(-1 <= x <= width + 1 for x in quads[::2]), quads
            assert all(-1 <= y <= height + 1 for y in quads[1::2]), quads
            assert annotation["/AP"]["/N"].get_object()["/Subtype"] == "/Form"
            passage, note, _ = annotation["/NM"].split("-")
            highlights.setdefault((passage, note), []).append(contents)
        for font in page["/Resources"]["/Font"].values():
            [inner] = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, "every font is embedded"
    assert len(highlights) == total, (len(highlights), total)
    assert all(len(set(contents)) == 1 for contents in highlights.values())
    assert reader.metadata.title
    if quotes:
        return
    text = WITHOUT_FONT.sub("", bare("".join(texts)))
    for article in articles:
        expected = WITHOUT_FONT.sub("", bare(article["text"]))
        if re.search("[\u0590-\u08ff]", expected):
            # Lines of both directions are put together differently by each reader: letters are compared.
            lacking = Counter(expected) - Counter(text)
            assert not lacking, lacking
            for word in re.findall("[\u05d0-\u05ea\u0621-\u064a]{2,}", article["text"]):
                assert word in text or word[::-1] in text, word
        else:
            assert expected in text, expected[:60]


CHECKS = {"html": check_page, "docx": check_docx, "odt": check_odt, "pdf": check_pdf}
for form, check in CHECKS.items():
    check(report(form))
    check(report(form, "--quotes"), quotes=True)

office = shutil.which("soffice")
if office:
    for form in ("docx", "odt"):
        command = [office, "--headless", "--convert-to", "txt:Text", "--outdir", work / form, work / f"report.{form}"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        converted = bare((work / form / "report.txt").read_text(encoding="utf-8-sig"))
        for article in articles:
            assert bare(article["text"]) in converted
opened = "LibreOffice too" if office else "LibreOffice is not installed and was not asked"
print(f"{len(articles)} articles, {total} annotations in html, docx, odt and pdf, {opened}")
