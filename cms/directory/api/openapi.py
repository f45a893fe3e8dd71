"""The API described in OpenAPI 3, from the same table that reads its parameters."""

from typing import Any

from cms.directory.api.parameters import FILTERS, PAGING, Parameter

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/3.0/"
SCHEMAS = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/compiled"
LISTS = {
    "services": ("service_list", "service", (*PAGING, *FILTERS), "Services"),
    "service_at_locations": (
        "service_at_location_list",
        "service_at_location",
        (*PAGING, *FILTERS),
        "Services at places",
    ),
    "taxonomies": ("taxonomy", "taxonomy", PAGING, "Ways of sorting services"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term", PAGING, "Terms that services have"),
}
"""Path: schema of a row in the list, schema of one row, parameters, what it is."""
PAGE = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
}


def document(*, title: str, root: str) -> dict[str, Any]:
    """Return the description of one portal's API, which stands at `root`."""
    paths: dict[str, Any] = {"/": {"get": _answer("About this API", {"type": "object"})}}
    for name, (row, one, parameters, words) in LISTS.items():
        items = {"type": "array", "items": {"$ref": f"{SCHEMAS}/{row}.json"}}
        page = {
            "allOf": [
                {"$ref": "#/components/schemas/Page"},
                {"type": "object", "properties": {"contents": items}},
            ]
        }
        paths[f"/{name}"] = {
            "get": {
                **_answer(words, page),
                "parameters": [_parameter(each) for each in parameters],
            }
        }
        paths[f"/{name}/{{id}}"] = {
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "format": "uuid"},
                }
            ],
            "get": _answer(f"{words}: one", {"$ref": f"{SCHEMAS}/{one}.json"}),
        }
    properties = {name: {"type": kind} for name, kind in PAGE.items()}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title,
            "version": VERSION,
            "description": "The directory of services, in Open Referral UK.",
        },
        "servers": [{"url": root}],
        "paths": paths,
        "components": {"schemas": {"Page": {"type": "object", "properties": properties}}},
    }


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    found = {"description": words, "content": {"application/json": {"schema": schema}}}
    return {
        "summary": words,
        "responses": {
            "200": found,
            "400": {"description": "A parameter makes no sense; the answer says which."},
            "404": {"description": "There is nothing with that id."},
        },
    }


def _parameter(each: Parameter) -> dict[str, Any]:
    return {
        "name": each.name,
        "in": "query",
        "required": False,
        "description": each.description,
        "schema": each.schema,
    }
