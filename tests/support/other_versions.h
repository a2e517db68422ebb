/* SPDX-License-Identifier: MIT */
/* other_versions.h: other versions of Unicode and of the stemmers, as another system has them, for the programs that
 * the Makefile links so. */
#ifndef QN_TESTS_SUPPORT_OTHER_VERSIONS_H
#define QN_TESTS_SUPPORT_OTHER_VERSIONS_H

/* From now on the stemmers are those of version `version`: every other word has another stem than in version 0, which
 * stands for the real ones; some forms of a word are parted by that, and some words are made one.  Not while a writer
 * is open. */
void other_versions_set(unsigned version);

/* From now on there is no stemmer at all. */
void other_versions_set_none(void);

#endif
