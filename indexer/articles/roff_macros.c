/* SPDX-License-Identifier: MIT */
/* roff_macros.c: names with a space before and after each.  What is not here is text: no word is lost. */
#include "articles/roff_macros.h"

#include <string.h>

static const struct {
  qn__roff_kind kind;
  const char *names;
} kinds[] = {
    {QN__ROFF_JOINED, " BR BI RB RI IB IR "},
    {QN__ROFF_SECTION, " SH SS Sh Ss "},
    {QN__ROFF_TITLE, " TH Dt "},
    {QN__ROFF_DATE, " Dd "},
    {QN__ROFF_BREAK, " PP P LP HP TP br sp Pp Bl El Bd Ed RS RE nf fi EX EE TS TE YS Rs Re Bk Ek Vb Ve Sp "
                     "INDENT UNINDENT "},
    {QN__ROFF_TAG, " IP It TQ SY "},
    {QN__ROFF_DEFINED, " de de1 dei am am1 ami ig "},
    {QN__ROFF_CONDITION, " if ie while "},
    {QN__ROFF_ELSE, " el "},
    {QN__ROFF_STRING, " ds ds1 "},
    {QN__ROFF_NOTHING,
     " \\\" as as1 nr ft ad na hy nh in ti ta ne so tr ll ev rm rr als pc cc mso lf bp ss ps vs IX PD DT Os Sm "
     "cs fp warn break nx do lt po ce ul cu bd wh ecr eo ec hw hla hcode char rchar kern lg cflags it pl Bf Ef UC "
     "LINKSTYLE fam cp "},
};

static bool is_among(const char *names, qn_string name) {
  char word[16] = " ";
  if (name.size == 0 || name.size + 3 > sizeof word || memchr(name.data, ' ', name.size) != NULL)
    return false;
  memcpy(word + 1, name.data, name.size);
  word[1 + name.size] = ' ';
  return memmem(names, strlen(names), word, name.size + 2) != NULL;
}

qn__roff_kind qn__roff_kind_of(qn_string macro) {
  if (macro.size >= 2 && macro.data[0] == '\\' && strchr("\"#}", macro.data[1]) != NULL)
    return QN__ROFF_NOTHING;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (is_among(kinds[i].names, macro))
      return kinds[i].kind;
  return QN__ROFF_TEXT;
}

const char *qn__roff_printed_by(qn_string macro) {
  static const char *const printed[][2] = {{"Nd", "-"},         {"In", "#include"}, {"Ux", "UNIX"},
                                           {"At", "AT&T UNIX"}, {"Bx", "BSD"},      {"Fx", "FreeBSD"},
                                           {"Nx", "NetBSD"},    {"Ox", "OpenBSD"},  {"Dx", "DragonFly"}};
  for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++)
    if (macro.size == 2 && memcmp(macro.data, printed[i][0], 2) == 0)
      return printed[i][1];
  return "";
}

bool qn__roff_is_called(qn_string word) {
  return is_among(
      " Ad An Ao Ap Aq Ar At Bc Bo Bq Brc Bro Brq Bsx Bx Cd Cm Dc Do Dq Dv Em Eo Ec Er Es Ev Fa Fc Fl Fn Fo "
      "Fr Ft Fx Ic In Li Lk Ms Mt Nm No Ns Nx Oc Oo Op Os Ot Ox Pa Pc Po Pq Qc Ql Qo Qq Sc So Sq St Sx Sy "
      "Tn Ux Va Vt Xc Xo Xr ",
      word);
}
