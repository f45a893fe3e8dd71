"""All that PostgreSQL's catalogue knows of a schema, without the schema's own name.

Left out: the names that an index keeps of its columns from before a column was renamed, and the
gaps that dropped columns leave in the numbering; neither can be asked for in SQL. PostgreSQL prints
the casts of a list in a condition in one of two ways; they are printed without.
"""

import re

from django.db import connection

QUERIES = {
    "relations": """
        SELECT c.relname, c.relkind::text, c.relpersistence::text
        FROM pg_class c WHERE c.relnamespace = %(schema)s::regnamespace""",
    "columns": """
        SELECT c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
               format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity::text, a.attgenerated::text,
               pg_get_expr(d.adbin, d.adrelid), a.attcollation
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = %(schema)s::regnamespace AND NOT a.attisdropped
          AND c.relkind IN ('r', 'p', 'v', 'm')""",
    "indexes": """
        SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisunique, i.indisprimary
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = %(schema)s::regnamespace""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype::text, condeferrable, condeferred,
               convalidated, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace""",
    "sequences": """
        SELECT c.relname, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcycle,
               format_type(s.seqtypid, NULL)
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
        WHERE c.relnamespace = %(schema)s::regnamespace""",
    "triggers": """
        SELECT t.tgname, pg_get_triggerdef(t.oid), t.tgenabled::text
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = %(schema)s::regnamespace AND NOT t.tgisinternal""",
    "functions": """
        SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = %(schema)s::regnamespace""",
}


def catalogue_of(schema: str) -> dict[str, set[tuple[str, ...]]]:
    """Return every row of each query, as text, with the schema's name blotted out."""
    found = {}
    with connection.cursor() as cursor:
        for name, query in QUERIES.items():
            cursor.execute(query, {"schema": schema})
            found[name] = {
                tuple(_plain(str(value).replace(schema, "…")) for value in row)
                for row in cursor.fetchall()
            }
    return found


def _plain(text: str) -> str:
    """Return a definition without the casts and brackets that only its printing adds."""
    head, where, condition = re.match(r"(.*?)( WHERE |CHECK |$)(.*)", text, re.DOTALL).groups()
    return head + where + re.sub(r"::(character varying|text)(\[\])?|[()]", "", condition)
