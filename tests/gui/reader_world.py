"""Documents of each format that the source viewer shows in a way of its own, read by the real readers."""

from __future__ import annotations

from pathlib import Path

from tests.world import write

GUIDE = """# Relief valve RV-7

The relief valve RV-7 opens at **6.5 bar** and closes at *5.9 bar*. See the [drawing](https://example.org/rv7) and `rv7.cfg`.

## Before every shift

- Check the seal of the relief valve and
  write the pressure into the log.
- Drain the *condensate*.
  - Twice in winter.
1. Open the tap.
2. Wait until no water comes.

> Nobody works on a valve under pressure.
> Not even for a minute.

| Part | Number | Price |
|------|--------|------:|
| Seat ring | 4471-B | 38 euros |
| Spring | 4472-A | 12 euros |

```python
def pressure(volts):
    return volts * 1.3   # bar
```

Last words with an emoji \U0001f527 and more after it.
"""
HANDOUT = """---
title: Handout for new operators
audience: operators
---

# Handout for new operators

<!-- nobody reads this -->

{% include "banner.html" %}

Ask in {% slack_channel "valves" %} or write to <valves@example.org>. The *first* check is on [Monday](https://example.org/monday);
the <em>second</em> one follows on Tuesday &amp; Thursday.

{% alert %}
Nobody works alone, see [the rules of the hall]({% page "/rules" %}).
{% endalert %}

## Tools of 2025 {#tools}

| **Tool** | [Keeper](https://example.org/keepers) |
|------|--------|
| Torque *wrench* | `Ada` at [desk 4](https://example.org/4) |
| Gauge | Bo |

- [x] Read the rules
- [ ] Sign them
7. Seventh
8. Eighth

[keepers]: https://example.org/keepers
"""
FIRST = """# Leave policy

Every employee has 28 days of paid leave each year. Leave is requested two weeks before it begins.

Unused days lapse at the end of March.
"""
SECOND = """# Leave policy

Every employee has 30 days of paid leave each year. Leave is requested three weeks before it begins.

Unused days lapse at the end of March.
"""
REPLY = """From: Erik Lund <erik@example.org>
To: Anna Berg <anna@example.org>
Date: Tue, 04 Feb 2025 09:12:00 +0100
Subject: Re: Relief valve in hall two
Message-ID: <2@example.org>
Content-Type: text/plain; charset=utf-8

Dear Anna,

The valve opened at 6.2 bar this morning, which is too early. I changed
the spring; it opens at 6.5 bar again.

Regards
Erik

On Mon, 3 Feb 2025 at 16:40, Anna Berg <anna@example.org> wrote:
> Could you look at the valve in hall two? The line
> loses pressure over night.
>
> Anna
"""
ARABIC = """# سياسة الإجازات

لكل موظف 28 يوما من الإجازة المدفوعة كل سنة. Mixed with English words, 6.5 bar.

- الطلب قبل أسبوعين
"""


def parts_csv() -> str:
    """Return a table of 400 rows with a quoted comma and a line break in a cell."""
    rows = ["Number,Name,Price,Remark"]
    rows += [f"{4000 + at}-A,Washer {at},{at}.50," for at in range(1, 300)]
    rows.append('4471-B,"Seat ring, RV-7",38.00,"fits RV-7\nand RV-9"')
    rows += [f"{5000 + at}-A,Bolt {at},{at}.25,zinc" for at in range(1, 100)]
    return "\n".join(rows) + "\n"


def documents(folder: Path) -> Path:
    """Write one document of each kind."""
    import openpyxl
    import pptx

    write(
        folder,
        {
            "guide.md": GUIDE,
            "handout.md": HANDOUT,
            "leave.md": FIRST,
            "reply.eml": REPLY,
            "arabic.md": ARABIC,
            "parts.csv": parts_csv(),
        },
    )
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Prices"
    for row in [
        ("Product", "List price", "Since"),
        *((f"VX-{at}", 100 + at, "2025-01-01") for at in range(60)),
        ("TQ-250", 1890, "2025-02-01"),
    ]:
        first.append(row)
    second = book.create_sheet("Discounts")
    for line in (("Customer", "Percent"), ("Kestrel", 12), ("Hallbach", 8)):
        second.append(line)
    book.save(folder / "prices.xlsx")
    talk = pptx.Presentation()
    for title, words in (
        ("Relief valves", "They open at a set pressure."),
        ("Maintenance", "Every 18 months."),
        ("Costs", "38 euros a ring."),
    ):
        slide = talk.slides.add_slide(talk.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = words
    talk.save(str(folder / "talk.pptx"))
    return folder
