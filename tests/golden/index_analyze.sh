# SPDX-License-Identifier: MIT
# The words of a text as the index sees them.
quern-index analyze "The U.S. exported 5,864.6 tons; consultations continued."
quern-index analyze --lang de --json Straßenbahnen Häuser
quern-index analyze --lang none 日本語 running
echo "Cafés de l'été" | quern-index analyze --lang fr -
quern-index analyze ''
echo "exit $?"
