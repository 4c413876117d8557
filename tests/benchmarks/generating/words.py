"""Words that generated campaigns are made of, in seven languages and five scripts."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """How titles read in a language.

    Attributes:
        forms: What was held, one for each kind.
        about: Joins form and topic.
        topics: What it was about.
    """

    forms: tuple[str, str, str]
    about: str
    topics: tuple[str, ...]


LANGUAGES = {
    "en": Language(
        ("Public hearing", "Workshop", "Round table"), " on ",
        (
            "migrants in countries in crisis", "safe drinking water", "the rights of the child",
            "clean air in cities", "fair wages for domestic workers", "the coastal zone plan",
            "access to land", "open government", "early warning of floods", "girls' education",
            "the pension reform", "small fisheries", "housing after the earthquake",
            "the national adaptation plan", "freedom of the press", "rural roads",
            "indigenous languages", "mental health at work", "the new bus network",
            "accessible polling stations", "plastic waste", "the care of older people",
            "seed laws", "recognition of foreign degrees",
        ),
    ),
    "fr": Language(
        ("Audience publique", "Atelier", "Table ronde"), " : ",
        (
            "l'accès à l'eau potable", "les droits de l'enfant", "la réforme foncière",
            "la qualité de l'air", "l'éducation des filles", "les travailleuses domestiques",
            "le plan d'adaptation", "la pêche artisanale", "la transparence budgétaire",
            "la santé des migrants", "les langues nationales", "le logement social",
        ),
    ),
    "es": Language(
        ("Audiencia pública", "Taller", "Mesa redonda"), " sobre ",
        (
            "el derecho al agua", "la niñez migrante", "la reforma agraria", "la calidad del aire",
            "el trabajo doméstico", "la pesca artesanal", "el presupuesto participativo",
            "los pueblos indígenas", "la vivienda digna", "el plan de adaptación",
            "la educación rural", "el transporte público",
        ),
    ),
    "ar": Language(
        ("جلسة استماع عامة", "ورشة عمل", "مائدة مستديرة"), " حول ",
        (
            "مياه الشرب المأمونة", "حقوق الطفل", "جودة الهواء", "تعليم الفتيات", "العمل المنزلي",
            "خطة التكيف الوطنية", "الصيد الحرفي", "المهاجرين في أوقات الأزمات",
        ),
    ),
    "ru": Language(
        ("Общественные слушания", "Семинар", "Круглый стол"), ": ",
        (
            "питьевая вода", "права ребёнка", "качество воздуха", "пенсионная реформа",
            "сельские дороги", "жильё после наводнения", "права мигрантов", "языки народов",
        ),
    ),
    "zh": Language(
        ("公众听证会", "研讨会", "圆桌会议"), ":",
        (
            "饮用水安全", "儿童权利", "城市空气质量", "养老服务", "农村公路", "移民权益",
            "塑料垃圾", "防洪预警",
        ),
    ),
    "hi": Language(
        ("जन सुनवाई", "कार्यशाला", "गोलमेज बैठक"), ": ",
        (
            "स्वच्छ पेयजल", "बाल अधिकार", "शहरों की हवा", "बालिका शिक्षा", "ग्रामीण सड़कें",
            "प्रवासी श्रमिक", "भूमि सुधार", "बाढ़ की चेतावनी",
        ),
    ),
}  # fmt: skip

NAMING_CITIES = ("en", "fr", "es")
"""Languages whose titles name the city; the others name the country."""

SPOKEN = {
    "": {"en": 1.0},
    "northern-africa": {"ar": 0.6, "fr": 0.3, "en": 0.1},
    "west-central-africa": {"fr": 0.6, "en": 0.4},
    "east-southern-africa": {"en": 0.9, "fr": 0.1},
    "middle-east": {"ar": 0.7, "en": 0.3},
    "south-asia": {"hi": 0.4, "en": 0.6},
    "east-southeast-asia": {"zh": 0.5, "en": 0.5},
    "europe-central-asia": {"en": 0.4, "fr": 0.15, "es": 0.1, "ru": 0.35},
    "latin-america": {"es": 0.9, "en": 0.1},
    "northern-america": {"en": 0.85, "fr": 0.15},
    "oceania": {"en": 1.0},
}
"""How many titles of a region are in which language."""

OPENINGS = (
    "Participants asked for", "Speakers warned against", "The group agreed on",
    "Most statements spoke of", "Young people called for", "The hosts had asked about",
    "Mayors of the region supported", "Written comments had named", "The report recommends",
    "Those affected described",
)  # fmt: skip
MATTERS = (
    "a public register", "longer deadlines", "the cost of permits", "legal aid in every district",
    "a hotline in several languages", "independent monitoring", "better data",
    "shared use of the river", "training for local officials", "a fund for small projects",
    "late publication of the draft", "the role of volunteers", "safe routes to school",
    "equal pay", "the right of appeal",
)  # fmt: skip
ENDINGS = (
    "",
    "and a second meeting within the year.",
    "with a vote of the assembly.",
    "as the draft law foresees.",
    "before the budget is decided.",
    "in spite of two objections.",
    "and nothing less.",
)

VENUES = (
    "Town hall", "University", "Central library", "Hotel Meridian", "Chamber of Commerce",
    "Community centre", "Parliament", "Cultural palace", "School no. 12", "Trade union house",
)  # fmt: skip
STREETS = ("Main Street", "Station Road", "Rue de la Paix", "Avenida Central", "Harbour Quay")

ORGANIZATION_STARTS = (
    "Alliance", "Association", "Caritas", "Centre", "Coalition", "Commission", "Committee",
    "Confederation", "Council", "Federation", "Forum", "Foundation", "Institute", "League",
    "Ministry", "Movement", "Network", "Observatory", "Platform", "Union",
)  # fmt: skip
ORGANIZATION_FIELDS = (
    "Migration", "Water", "Children's Rights", "Clean Air", "Domestic Workers", "Coasts", "Land",
    "Open Government", "Disaster Relief", "Education", "Pensions", "Fisheries", "Housing",
    "Climate", "Press Freedom", "Rural Roads", "Indigenous Peoples", "Health", "Transport",
    "Persons with Disabilities", "Consumers", "Older People", "Farmers", "Trade",
)  # fmt: skip

KINDS = ("public-hearing", "workshop", "round-table")

REGIONS = {
    "northern-africa": ("Northern Africa", "015"),
    "west-central-africa": ("West & Central Africa", "011; 017"),
    "east-southern-africa": ("East & Southern Africa", "014; 018"),
    "middle-east": ("Middle East", "145"),
    "south-asia": ("South Asia", "034"),
    "east-southeast-asia": ("East & Southeast Asia", "030; 035"),
    "europe-central-asia": ("Europe & Central Asia", "150; 143"),
    "latin-america": ("Latin America & the Caribbean", "419"),
    "northern-america": ("Northern America", "021"),
    "oceania": ("Oceania", "009"),
}
