use jiff::civil::date;

use super::*;
use BlockKind::{Cell, Heading, Item, Note, Paragraph};

#[track_caller]
fn check(source: &str, expected: &[(BlockKind, &str)]) {
    let (blocks, _) = read(source).unwrap();
    let found: Vec<_> = blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
    assert_eq!(found, expected);
    places(source, &blocks);
}

/// Every character that is not resolved stands in the source at its place.
#[track_caller]
fn places(source: &str, blocks: &[Block]) {
    for block in blocks {
        for (at, c) in block.text.char_indices() {
            let place = block.place(at..at + c.len_utf8());
            let written = &source[place];
            let resolved = written.starts_with('&') || c == ' ';
            assert!(written == c.to_string() || resolved, "{c:?} is {written:?}");
        }
    }
}

#[test]
fn the_main_part_of_a_page() {
    check(
        "<!doctype html><html><body><nav><ul><li>Home<li>About</ul></nav><header>Agency</header>\
         <div role=banner>x</div><main><header><h1>Bolivia</h1></header><p>Text.<aside>See</aside></main>\
         <div>Other</div><footer>2024</footer>",
        &[(Heading(1), "Bolivia"), (Paragraph, "Text.")],
    );
    check(
        "<p>Intro.</p><article><p>A longer text of the page.</p></article>",
        &[(Paragraph, "A longer text of the page.")],
    );
    check(
        "<p>A long text outside of the teasers.</p><article>Teaser</article>",
        &[(Paragraph, "A long text outside of the teasers."), (Paragraph, "Teaser")],
    );
}

#[test]
fn forms_are_read_where_a_page_is_one() {
    check("<form><p>Text</p><input></form>", &[(Paragraph, "Text")]);
    check("<p>Text</p><form>Search <button>Go</button></form>", &[(Paragraph, "Text")]);
    check("<form><p>menu</p><main><p>Text</p></main></form><p>x</p>", &[(Paragraph, "Text")]);
}

#[test]
fn hidden_and_withdrawn_text_is_not_read() {
    check(
        "<p>a<span hidden>b</span>c<b style='color:red; Display : None'>d</b>e<del>f</del></p>\
         <div id=cookie-consent>We use cookies</div><noscript><p>no script</noscript><script>'<p>'</script>\
         <template><p>t</template><p>12 million<sup class=reference><a href=#n>[1]</a></sup>, km<sup>2</sup>",
        &[(Paragraph, "ace"), (Paragraph, "12 million, km2")],
    );
}

#[test]
fn lines_of_text_are_joined_with_their_places() {
    check(
        "<p>The <b>pop</b>ulation,\r\n   12&nbsp;million&#44;<br>is &lt;small&gt; &foo; A&TT 5 < 6</p>tail",
        &[(Paragraph, "The population, 12\u{a0}million, is <small> &foo; A&TT 5 < 6"), (Paragraph, "tail")],
    );
    let source = "<p>a &amp; b</p>";
    let (blocks, _) = read(source).unwrap();
    assert_eq!(&source[blocks[0].place(2..3)], "&amp;");
    assert!(!blocks[0].stands_whole(2..3, source) && blocks[0].stands_whole(0..1, source));
}

#[test]
fn lists_tables_and_captions() {
    check(
        "<ul><li>one<li>two<p>more</p><ul><li>in</ul></ul><dl><dt>Area<dd>5 km</dl>\
         <figure><img alt=x><figcaption>A figure</figcaption></figure><blockquote>Said.</blockquote>",
        &[
            (Item, "one"),
            (Item, "two"),
            (Item, "more"),
            (Item, "in"),
            (Item, "Area"),
            (Item, "5 km"),
            (Note, "A figure"),
            (Paragraph, "Said."),
        ],
    );
    check(
        "<table><caption>T</caption><thead><tr><th>a<th colspan=2>b</thead><tbody><tr><td rowspan=2>c</td><td>d<td>e\
         <tr><td>f<td><table><tr><td>in</table></tbody></table>",
        &[
            (Note, "T"),
            (Cell { row: 0, column: 0 }, "a"),
            (Cell { row: 0, column: 1 }, "b"),
            (Cell { row: 1, column: 0 }, "c"),
            (Cell { row: 1, column: 1 }, "d"),
            (Cell { row: 1, column: 2 }, "e"),
            (Cell { row: 2, column: 1 }, "f"),
            (Cell { row: 0, column: 0 }, "in"),
        ],
    );
    check("<section class=footnotes><ol><li>A note</ol></section>", &[(Note, "A note")]);
}

#[test]
fn tags_that_do_not_match() {
    check(
        "<p>a</span></div>b</b><h2>c</h3>d",
        &[(Paragraph, "a"), (Paragraph, "b"), (Heading(2), "c"), (Paragraph, "d")],
    );
    check(
        "<nav><div>x</nav>a<select><option>1<option>2</select>b<p hidden>c<p>d",
        &[(Paragraph, "ab"), (Paragraph, "d")],
    );
    check("", &[]);
    check("a <", &[(Paragraph, "a <")]);
}

#[test]
fn comments_that_allow() {
    let source = "<p>a</p><!-- attache: allow(stale) old --><!-- x --><p>b</p><p>c <!--attache:allow(x)-->d</p><!--attache: allow(y)-->";
    let (blocks, _) = read(source).unwrap();
    let comments: Vec<_> = blocks.iter().map(|block| block.comments.clone()).collect();
    let comments: Vec<_> = comments.iter().map(|comments| comments.join(";")).collect();
    assert_eq!(comments, ["", "attache: allow(stale) old", "attache:allow(x);attache: allow(y)"]);
}

#[test]
fn what_a_page_says_of_itself() {
    let (_, about) = read(
        "<html lang=es_BO><title>Bolivia &amp;\n Chile</title><meta property=og:title content=Other>\
         <meta name=dcterms.modified content=2024-05-01><meta property='article:published_time' content='2024-03-12T08:00Z'>\
         <link rel=canonical href=https://example.org/b><meta property=og:site_name content='The Agency'><p>Text",
    )
    .unwrap();
    assert_eq!(about.title.as_deref(), Some("Bolivia & Chile"));
    assert_eq!(about.dated, Some(date(2024, 3, 12)));
    assert_eq!(about.language.as_deref(), Some("es-BO"));
    assert_eq!(about.author.as_deref(), Some("The Agency"));
    assert_eq!(about.url.as_deref(), Some("https://example.org/b"));
    let (_, about) = read(
        "<script type=application/ld+json>{\"dateModified\":\"2024-04-01\", \"datePublished\" : \"2023-01-02\"}</script>\
         <meta name=author content='A. Writer'><h1>Title</h1>",
    )
    .unwrap();
    assert_eq!((about.title.as_deref(), about.dated), (Some("Title"), Some(date(2023, 1, 2))));
    assert_eq!(about.author.as_deref(), Some("A. Writer"));
}

#[test]
fn a_million_elements_within_each_other() {
    for (start, end) in [
        ("<div>", "</span>"),
        ("<b>", "</b>"),
        ("<table><tr><td>", "</div>"),
        ("<ul><li>", "</li></ul>"),
        ("<u><i>", "</u>"),
    ] {
        let many = if start == "<div>" { 1_000_000 } else { 50_000 };
        let source = format!("{}x{}", start.repeat(many), end.repeat(many));
        assert_eq!(read(&source).unwrap().0.len(), 1, "{start}");
    }
}
