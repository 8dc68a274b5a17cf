"""What the 360Giving Data Standard demands of a package, as far as our exports touch it.

Facts of its schema (standard.threesixtygiving.org): names, types, what is required. The words are
ours; the fields that we never write are left out.
"""

TEXT = {"type": "string"}
DAY = {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"}
NUMBER = {"type": "number"}

ORGANISATION = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": TEXT, "name": TEXT, "department": TEXT, "description": TEXT},
}
LOCATION = {
    "type": "object",
    "properties": {"name": TEXT, "countryCode": TEXT, "geoCode": TEXT, "geoCodeType": TEXT},
}
DOCUMENT = {"type": "object", "properties": {"id": TEXT, "title": TEXT, "description": TEXT}}

GRANT = {
    "type": "object",
    "required": [
        "id",
        "title",
        "description",
        "currency",
        "amountAwarded",
        "awardDate",
        "recipientOrganization",
        "fundingOrganization",
    ],
    "properties": {
        "id": TEXT,
        "title": {"type": "string", "minLength": 1, "maxLength": 140},
        "description": TEXT,
        "currency": {"type": "string", "enum": ["EUR"]},
        "amountAppliedFor": NUMBER,
        "amountAwarded": NUMBER,
        "amountDisbursed": NUMBER,
        "awardDate": DAY,
        "recipientOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "fundingOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "beneficiaryLocation": {"type": "array", "items": LOCATION},
        "relatedDocument": {"type": "array", "items": DOCUMENT},
    },
}

PACKAGE = {
    "type": "object",
    "required": ["grants"],
    "properties": {
        "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        "title": TEXT,
        "description": TEXT,
        "grants": {"type": "array", "minItems": 1, "uniqueItems": True, "items": GRANT},
    },
}
