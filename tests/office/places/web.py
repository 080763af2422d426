"""Web pages in three encodings, and plain XML."""

import base64
import html
from urllib.parse import quote

from package import escape


def references(text, style):
    """Character references for every character, or for every second one."""
    forms = {"decimal": "&#%d;", "hex": "&#x%X;", "bare": "&#%d"}
    return "".join(forms[style] % ord(character) + ("" if style != "bare" else ";" if index == len(text) - 1 else "") if style != "mixed" else
                   ("&#%d;" % ord(character) if index % 2 else character) for index, character in enumerate(text))


def page(p, name, charset):
    say = lambda place, surface="visible", **more: p.phrase(place, name, surface, **more)
    number = lambda place, surface="visible", kind="mobile": p.value(place, name, surface, kind)
    both = lambda place, surface="visible": p.split(say(place, surface), 2)
    body = []
    add = body.append
    for kind in ("resident-id", "mobile", "bank-card", "person", "email", "address"):
        add(f"<p>{say('paragraph, ' + kind, kind=kind)}。</p>")
    one, two, three, four = p.split(say("split by b, span, a comment and wbr"), 4)
    add(f"<p>{one}<b>{two}</b><span class=x>{three}</span><!-- 注 --><wbr>{four}</p>")
    one, two = both("split by nested inline tags in capitals")
    add(f"<P>{one}<EM><FONT color='red'>{two}</FONT></EM></P>")
    for style in ("decimal", "hex", "mixed"):
        value = number("character references, " + style, kind="resident-id")
        add(f"<p>身份证号：{references(value, style)}</p>")
    value = number("named references and zero-width characters")
    add(f"<p>手机：{value[:3]}&zwnj;{value[3:7]}&shy;{value[7:]}</p>")
    value = number("separated by no-break spaces")
    add(f"<p>手机：{value[:3]}&nbsp;{value[3:7]}&#160;{value[7:]}</p>")
    value = number("separated by br", kind="resident-id")
    add(f"<p>身份证号：{value[:10]}<br>{value[10:]}</p>")
    add("<table><tr><th>姓名<th>身份证号<th>手机<tr><td>%s<td>%s<td>%s</table>" % (
        number("table 姓名", kind="person"), number("table 身份证号", kind="resident-id"), number("table 手机")))
    digits = number("one digit per cell", kind="resident-id")
    add("<table><tr>%s</tr></table>" % "".join(f"<td>{digit}</td>" for digit in digits))
    spans = number("one digit per span")
    add("<p>手机：%s</p>" % "".join(f"<span>{digit}</span>" for digit in spans))
    add(f"<!-- {say('comment', 'markup')} -->")
    add(f"<!--[if lt IE 9]><p>{say('conditional comment', 'markup')}</p><![endif]-->")
    for attribute, tag in (("title", "span"), ("data-id", "div"), ("aria-label", "div"), ("onclick", "div")):
        add(f"<{tag} {attribute}=\"{say('attribute ' + attribute, 'markup')}\">见内容</{tag}>")
    add(f"<img src=\"x.png\" alt='{say('attribute alt, single quotes', 'markup')}'>")
    bare = number("attribute without quotes", "markup")
    add(f"<div data-tel={bare}>电话</div>")
    add(f"<div data-ref=\"{references(say('attribute with references', 'markup'), 'mixed')}\">电话</div>")
    add(f"<input type=hidden name=id value=\"{number('value of a hidden input', 'hidden', 'resident-id')}\"><input placeholder=\"{say('placeholder', 'markup')}\">")
    add(f"<select><option value='{number('value of an option', 'markup')}' label='{say('label of an option', 'markup')}'>{say('text of an option')}</select>")
    add(f"<a href=\"tel:+86-{number('href tel:', 'markup')}\">电话</a><a href=\"mailto:{number('href mailto:', 'markup', 'email')}?subject={quote('户主：' + number('href mailto: subject', 'markup', 'person'))}\">邮箱</a>")
    add(f"<a href=\"/query?idcard={number('href query', 'markup', 'resident-id')}&amp;q={quote('户主：' + number('href query, percent-encoded', 'markup', 'person'))}\">查询</a>")
    add(f"<a href=\"{quote('户主' + number('href file name', 'markup', 'person'))}.docx\">附件</a>")
    inner = f"<p>{say('srcdoc text', 'hidden')}</p><!-- {say('srcdoc comment', 'markup')} --><b>{both_join(p, name, 'srcdoc, split')}</b>"
    add(f"<iframe srcdoc=\"{html.escape(inner)}\"></iframe>")
    add(f"<a href=\"data:text/html;charset=utf-8;base64,{base64.b64encode(('<p>%s</p>' % say('data: URI, base64', 'hidden')).encode()).decode()}\">数据</a>")
    add(f"<a href=\"data:text/plain;charset=utf-8,{quote(say('data: URI, percent-encoded', 'hidden'))}\">数据</a>")
    add(f"<template><p>{say('template', 'hidden')}</p></template><noscript><p>{say('noscript', 'hidden')}</p></noscript><textarea>{say('textarea')}</textarea>")
    add(f"<div style=\"display:none\">{say('display:none', 'hidden')}</div><div hidden>{say('hidden attribute', 'hidden')}</div><details><summary>详情</summary>{say('details', 'hidden')}</details>")
    escaped = "".join("\\u%04x" % ord(character) for character in number("script string, \\u escapes", "markup", "person"))
    add(f"<script>var people = [{{name: '户主：{escaped}', tel: '{number('script string', 'markup')}', id: {numeric(p, name, 'script number')} }}]; // {say('script comment', 'markup')}\n</script>")
    add(f"<script type=\"application/json\">{{\"tel\": \"{number('JSON in a script', 'markup')}\"}}</script>")
    add(f"<style>.a::after {{ content: \"{say('style content', 'markup')}\" }} /* {say('style comment', 'markup')} */</style>")
    add(f"<svg><title>{say('svg title', 'markup')}</title><text x=1>{both_join(p, name, 'svg text', 'tspan')}</text><desc>{say('svg desc', 'markup')}</desc></svg>")
    add(f"<ruby>户<rp>(</rp><rt>{say('ruby text')}</rt></ruby><object data=x><param name=tel value=\"{number('param value', 'markup')}\"></object>")
    add(f"<math><mtext>{say('math text')}</mtext></math><pre>{say('pre')}</pre><video title=\"{say('video title', 'markup')}\"><track label=\"{say('track label', 'markup')}\"></video>")
    add(f"<p>电话 {full_width(p, name)}</p>")
    if p.other:
        phrase = say("unclosed tags")
        value = p.manifest[-1]["value"]
        add(f"<p>{phrase.removesuffix(value)}<i><u>{value}<p>")
        add(f"<![CDATA[ {say('bogus CDATA', 'markup')} ]]><?php echo '{say('processing instruction', 'markup')}' ?>")
        add(f"<xmp>{say('xmp element')}</xmp><plaintext-not>{say('unknown element')}</plaintext-not>")
        p.random.shuffle(body)
    head = (
        f"<meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\"><title>公示 {say('title', 'metadata')}</title>"
        f"<meta name=\"author\" content=\"{number('meta author', 'metadata', 'person')}\"><meta name=\"description\" content=\"{say('meta description', 'metadata')}\"><meta property=\"og:title\" content='{say('meta og:title', 'metadata')}'>"
        f"<script type=\"application/ld+json\">{{\"@type\": \"Person\", \"name\": \"{number('JSON-LD name', 'metadata', 'person')}\", \"telephone\": \"{number('JSON-LD telephone', 'metadata')}\", \"note\": \"{say('JSON-LD note', 'metadata')}\"}}</script>"
        f"<link rel=alternate title=\"{say('link title', 'metadata')}\" href=\"a.htm\"><base href=\"file:///C:/Users/{number('base href', 'metadata', 'person')}/\">")
    rest = "\n".join(body)
    outer = f"\n<!-- {say('comment after the document', 'markup')} -->\n"
    text = f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n{rest}\n</body></html>{outer}"
    if charset == "gb18030":
        # Characters of four bytes whose second and fourth are digits.
        text = text.replace("<body>", "<body><p>㐀㐁𠮷𠀀</p>")
    return text


def both_join(p, name, place, tag="i"):
    one, two = p.split(p.phrase(place, name), 2)
    return f"{one}<{tag}>{two}</{tag}>"


def numeric(p, name, place):
    return p.value(place, name, "markup", "mobile")


def full_width(p, name):
    value = p.value("full-width digits", name, kind="mobile")
    p.manifest[-1]["spellings"] = ["".join(chr(ord(digit) + 0xFEE0) for digit in value)]
    return p.manifest[-1]["spellings"][0]


def html_file(name, charset, codec):
    def make(p):
        text = page(p, name, charset)
        bom = b"\xef\xbb\xbf" if p.other and codec == "utf-8" else b""
        return bom + text.encode(codec)
    return make


def xml_file(p):
    name = "people.xml"
    say = lambda place, surface="visible", **more: escape(p.phrase(place, name, surface, **more))
    value = lambda place, kind, surface="visible": p.value(place, name, surface, kind)
    identity = value("character references in an element", "resident-id")
    cdata = say("CDATA, split in two", "visible")
    mixed = p.split(say("mixed content over inline elements"), 3)
    attribute = value("character references in an attribute", "mobile")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<?stylesheet {p.phrase("processing instruction before the root", name, "markup")}?>\n<!-- {p.phrase("comment before the root", name, "markup")} -->\n'
        f'<名单 xmlns="urn:relief:list" xmlns:x="urn:relief:{value("namespace name", "mobile", "markup")}" 户主="{value("attribute 户主", "person", "metadata")}">\n'
        f'  <人 身份证号="{value("attribute 身份证号", "resident-id")}" 电话=\'{references(attribute, "mixed")}\'><姓名>{value("element 姓名", "person")}</姓名><身份证号>{value("element 身份证号", "resident-id")}</身份证号>'
        f'<手机>{value("element 手机", "mobile")}</手机><住址>{value("element 住址", "address")}</住址><银行卡号>{value("element 银行卡号", "bank-card")}</银行卡号></人>\n'
        f'  <人><身份证号>{references(identity, "hex")}</身份证号><备注>{mixed[0]}<b>{mixed[1]}</b><!-- 注 -->{mixed[2]}</备注></人>\n'
        f'  <备注><![CDATA[{cdata[:7]}]]><![CDATA[{cdata[7:]}]]></备注>\n'
        f'  <内嵌>{escape("<p>%s</p>" % p.phrase("escaped markup in an element", name))}</内嵌>\n'
        f'  <!-- {p.phrase("comment", name, "markup")} --><?note {p.phrase("processing instruction", name, "markup")}?>\n'
        f'  <数据 类型="base64">{base64.b64encode(p.phrase("base64 in an element", name, "hidden").encode()).decode()}</数据>\n'
        f'  <电话{value("name of an element", "mobile", "markup")}/>{say("text between elements")}\n'
        f'</名单>\n<!-- {p.phrase("comment after the root", name, "markup")} -->\n').encode("utf-8")


FILES = {
    "notice.html": html_file("notice.html", "utf-8", "utf-8"),
    "notice-gbk.html": html_file("notice-gbk.html", "gbk", "gbk"),
    "notice-gb18030.htm": html_file("notice-gb18030.htm", "gb18030", "gb18030"),
    "people.xml": xml_file,
}
