# SPDX-License-Identifier: MIT
# The words of a text as the index sees them.
quern-index analyze "The U.S. exported 5,864.6 tons; consultations continued."
quern-index analyze --lang de --json Straßenbahnen Häuser
quern-index analyze --lang none 日本語 running
echo "Cafés de l'été" | quern-index analyze --lang fr -
quern-index analyze "getUserName C++ python3 192.168.10.1 wi-fi http_proxy O'Brien v2.0.1"
printf 'A long infor-\nmation.\n' | quern-index analyze -
quern-index analyze --lang es --json "l'información wi-fi"
quern-index analyze --lang tr "İstanbul'un" "1.234.567"
quern-index analyze ''
echo "exit $?"
