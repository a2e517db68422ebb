# SPDX-License-Identifier: MIT
# Each member of real answers is in docs/quern-query.schema.json, and each member there is in some answer.  That values
# are as it says is what `make check` looks at (json_schema).
schema=$ROOT/docs/quern-query.schema.json
"$ROOT/tests/support/json-answers" > answers
sed -E 's/"fields":\{[^}]*\}/"fields":{}/g' answers | grep -oE '[{,]"[a-z_0-9]+":' | tr -d '{,":' | sort -u > printed
sed -nE 's/^ *"([a-z_0-9]+)": \{.*/\1/p' "$schema" | grep -vxE 'properties|items|count|ranges|hit|facet|snippet' | sort -u > named
missing=$(comm -23 printed named | paste -sd ' ')
unused=$(comm -13 printed named | paste -sd ' ')
echo "members that are printed and not in the schema: ${missing:-none}"
echo "members of the schema that are never printed: ${unused:-none}"
grep -c '"hits":' answers
