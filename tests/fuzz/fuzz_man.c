/* SPDX-License-Identifier: MIT */
/* fuzz_man.c: any bytes are read as a man page. */
#include "fuzz/read_input.h"

const char *const fuzz_seeds[] = {
    "0.\\\" c\n.de X\na\n.  .\n.TH LS 1 2024-05-06\n.SH NAME\nls \\- list\n.SH \"A B\"\n.BR a (1)\n.nf\nb\n.fi\n.IP "
    "\"x y\" 4\nc\n",
    "0.Dd May 6, 2024\n.Dt CAT 8\n.Sh NAME\n.Nm cat\n.Nd join\n.Op Fl n Ar file\n.Bl\n.It Fl v\nd\n.El\n",
    "0\\fB\\f(CW\\f[x]\\s-1\\s(12\\(em\\[en]\\*(lq\\h'1'\\n(.H\\e\\-\\&\\ x\\\"c",
    "0.ds xT X \\(em Y\n.TH A 1\n.ie n .B \\*(xT\n.el\\{\\\nb\\c\n.\\}\n.if !'a'b' c\\\n.SY ls\n.B \"a \"\"b\"\"\" c\n",
    "0.de X END\na\n.END\n.while \\n(x>(1 :2) .Vb char \\[u0041_0301]\\N'233'\\o'ab'\\(*a\n.de Y\n",
    "7.B \"",
    "7\\[",
    "6.SH NAME\n",
    "7a\n",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_read("man", data, size);
}
