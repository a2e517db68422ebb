/* SPDX-License-Identifier: MIT */
/* dates.c: a recursive descent parser: day, then time, then zone.  A take_ function moves the scanner only if it
 * succeeds. */
#include "articles/dates.h"

#include "base/date.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

typedef struct scanner {
  const char *next, *end;
} scanner;

/* Parts that are absent are -1. */
typedef struct date_parts {
  int year, month, day, hour, minute, second;
  bool has_zone;
  int zone; /* minutes east of UTC */
} date_parts;

static void skip_spaces(scanner *s) {
  while (s->next < s->end && (*s->next == ' ' || *s->next == '\t'))
    s->next++;
}

static bool take_text(scanner *s, const char *text) {
  size_t size = strlen(text);
  if ((size_t)(s->end - s->next) < size || strncasecmp(s->next, text, size) != 0)
    return false;
  s->next += size;
  return true;
}

static bool take_any(scanner *s, const char *const *texts) {
  for (; *texts != NULL; texts++)
    if (take_text(s, *texts))
      return true;
  return false;
}

/* A number of `min` to `max` digits that no further digit follows. */
static bool take_number(scanner *s, size_t min, size_t max, int *value) {
  size_t n = 0;
  int number = 0;
  while (s->next + n < s->end && isdigit((unsigned char)s->next[n]) && n <= max)
    number = n < 9 ? number * 10 + (s->next[n] - '0') : number, n++;
  if (n < min || n > max)
    return false;
  s->next += n;
  *value = number;
  return true;
}

/* The size of the letters that follow; all bytes above ASCII count as letters. */
static size_t word_size(const scanner *s) {
  const char *p = s->next;
  while (p < s->end && (isalpha((unsigned char)*p) || (unsigned char)*p >= 0x80))
    p++;
  return (size_t)(p - s->next);
}

/* One line a month: English, German, French, Spanish, Italian, Portuguese, Dutch, Russian. */
static const char *const month_names[12] = {
    "january jan januar jänner janvier enero gennaio janeiro januari января",
    "february feb februar février febrero febbraio fevereiro februari февраля",
    "march mar märz mars marzo março maart марта",
    "april apr avril abril aprile апреля",
    "may mai mayo maggio maio mei мая",
    "june jun juni juin junio giugno junho июня",
    "july jul juli juillet julio luglio julho июля",
    "august aug août agosto augustus августа",
    "september sep sept septembre septiembre settembre setembro сентября",
    "october oct oktober okt octobre octubre ottobre outubro октября",
    "november nov novembre noviembre novembro ноября",
    "december dec dezember dez décembre diciembre dicembre dezembro декабря",
};

/* `word` is one of the words in `list`.  Case matters only outside ASCII. */
static bool in_list(const char *list, const char *word, size_t size) {
  for (const char *p = list; *p != '\0';) {
    size_t length = strcspn(p, " ");
    if (length == size && strncasecmp(p, word, size) == 0)
      return true;
    p += length;
    p += strspn(p, " ");
  }
  return false;
}

static bool take_month(scanner *s, int *month) {
  size_t size = word_size(s);
  for (int i = 0; i < 12 && size > 0; i++) {
    if (!in_list(month_names[i], s->next, size))
      continue;
    s->next += size;
    take_text(s, ".");
    *month = i + 1;
    return true;
  }
  return false;
}

/* "Monday," "Mon" "(Mon)" "星期一": read over. */
static void skip_weekday(scanner *s) {
  static const char *const days =
      "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun montag "
      "dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes "
      "martes miércoles jueves viernes sábado domingo 星期一 星期二 星期三 星期四 星期五 星期六 星期日 月曜日 火曜日 "
      "水曜日 木曜日 金曜日 土曜日 日曜日";
  scanner ahead = *s;
  bool bracket = take_text(&ahead, "(");
  size_t size = word_size(&ahead);
  if (size == 0 || !in_list(days, ahead.next, size))
    return;
  ahead.next += size;
  if (bracket && !take_text(&ahead, ")"))
    return;
  if (!take_text(&ahead, ","))
    take_text(&ahead, ".");
  skip_spaces(&ahead);
  *s = ahead;
}

/* 2025, 2025-06, 2025-06-09, also with / or . between, and 20250609. */
static bool take_year_first(scanner *s, date_parts *d) {
  scanner ahead = *s;
  int number;
  if (take_number(&ahead, 8, 8, &number)) {
    d->year = number / 10000;
    d->month = number / 100 % 100;
    d->day = number % 100;
    *s = ahead;
    return true;
  }
  if (!take_number(&ahead, 4, 4, &d->year))
    return false;
  *s = ahead;
  char separator[2] = {ahead.next < ahead.end ? *ahead.next : '\0', '\0'};
  if (strchr("-/.", separator[0]) == NULL || separator[0] == '\0')
    return true;
  if (!take_text(&ahead, separator) || !take_number(&ahead, 1, 2, &d->month))
    return true;
  *s = ahead;
  if (take_text(&ahead, separator) && take_number(&ahead, 1, 2, &d->day))
    *s = ahead;
  return true;
}

/* One or two digits and one of the units: 6月. */
static bool take_counted(scanner *s, const char *const *units, int *value) {
  if (!take_number(s, 1, 2, value))
    return false;
  skip_spaces(s);
  return take_any(s, units);
}

/* 2025年6月9日, 2025년 6월 9일, and shorter. */
static bool take_east_asian(scanner *s, date_parts *d) {
  static const char *const years[] = {"年", "년", NULL}, *const months[] = {"月", "월", NULL},
                           *const days[] = {"日", "號", "号", "일", NULL};
  scanner ahead = *s;
  int year, month, day;
  if (!take_number(&ahead, 4, 4, &year))
    return false;
  skip_spaces(&ahead);
  if (!take_any(&ahead, years))
    return false;
  d->year = year;
  *s = ahead;
  skip_spaces(&ahead);
  if (!take_counted(&ahead, months, &month))
    return true;
  d->month = month;
  *s = ahead;
  skip_spaces(&ahead);
  if (!take_counted(&ahead, days, &day))
    return true;
  d->day = day;
  *s = ahead;
  return true;
}

/* 09.06.2025; with / or - only where one number cannot be a month. */
static bool take_day_first(scanner *s, date_parts *d) {
  scanner ahead = *s;
  int first, second, year;
  if (!take_number(&ahead, 1, 2, &first) || ahead.next == ahead.end)
    return false;
  char separator[2] = {*ahead.next, '\0'};
  if (strchr("./-", separator[0]) == NULL || separator[0] == '\0')
    return false;
  take_text(&ahead, separator);
  if (separator[0] == '.')
    skip_spaces(&ahead);
  if (!take_number(&ahead, 1, 2, &second) || !take_text(&ahead, separator))
    return false;
  if (separator[0] == '.')
    skip_spaces(&ahead);
  if (!take_number(&ahead, 4, 4, &year))
    return false;
  bool month_first = second > 12;
  if (separator[0] != '.' && first <= 12 && !month_first && first != second)
    return false;
  d->year = year;
  d->month = month_first && separator[0] != '.' ? first : second;
  d->day = d->month == second ? first : second;
  *s = ahead;
  return true;
}

static void skip_ordinal(scanner *s) {
  static const char *const endings[] = {"st", "nd", "rd", "th", "er", ".", NULL};
  scanner ahead = *s;
  if (take_any(&ahead, endings) && word_size(&ahead) == 0)
    *s = ahead;
}

/* Spaces, a comma, "de" or "of" between the parts of a date. */
static void skip_between(scanner *s) {
  scanner ahead;
  take_text(s, ",");
  skip_spaces(s);
  take_text(s, "-");
  ahead = *s;
  if ((take_text(&ahead, "de ") || take_text(&ahead, "of ") || take_text(&ahead, "del ")))
    *s = ahead;
  skip_spaces(s);
}

static bool take_time(scanner *s, date_parts *d);
static void take_zone(scanner *s, date_parts *d);

/* June 9, 2025; 9 June 2025; June 2025; Jun  9 20:04:05 UTC 2025. */
static bool take_named_month(scanner *s, date_parts *d) {
  scanner ahead = *s;
  int day = -1;
  bool day_first = take_number(&ahead, 1, 2, &day);
  if (day_first) {
    skip_ordinal(&ahead);
    skip_between(&ahead);
  }
  if (!take_month(&ahead, &d->month))
    return false;
  skip_between(&ahead);
  if (!day_first && take_number(&ahead, 1, 2, &day)) {
    skip_ordinal(&ahead);
    skip_between(&ahead);
    if (take_time(&ahead, d)) {
      take_zone(&ahead, d);
      skip_spaces(&ahead);
    }
  }
  if (!take_number(&ahead, 4, 4, &d->year))
    return false;
  d->day = day;
  *s = ahead;
  return true;
}

/* am, p.m., or 上午, 下午 when they come first. */
static void apply_half(date_parts *d, bool afternoon) {
  if (d->hour > 12)
    return;
  d->hour = d->hour % 12 + (afternoon ? 12 : 0);
}

/* 20:04, 20:04:05.123, 8:04 pm, 下午8:04, 20時04分, 20h04. */
static bool take_time(scanner *s, date_parts *d) {
  static const char *const mornings[] = {"上午", "午前", "오전", NULL},
                           *const afternoons[] = {"下午", "午後", "오후", NULL}, *const am[] = {"a.m.", "am", NULL},
                           *const pm[] = {"p.m.", "pm", NULL}, *const hours[] = {":",  "時", "时", "點",
                                                                                 "点", "시", "h",  NULL};
  scanner ahead = *s;
  int hour, minute, second = -1;
  bool morning = take_any(&ahead, mornings), afternoon = !morning && take_any(&ahead, afternoons);
  skip_spaces(&ahead);
  if (!take_number(&ahead, 1, 2, &hour) || !take_any(&ahead, hours))
    return false;
  skip_spaces(&ahead);
  if (!take_number(&ahead, 2, 2, &minute))
    return false;
  take_text(&ahead, "分");
  take_text(&ahead, "분");
  scanner seconds = ahead;
  if (take_text(&seconds, ":") && take_number(&seconds, 2, 2, &second)) {
    ahead = seconds;
    int fraction;
    if (take_text(&seconds, ".") || take_text(&seconds, ","))
      if (take_number(&seconds, 1, 9, &fraction))
        ahead = seconds;
  }
  *s = ahead;
  d->hour = hour;
  d->minute = minute;
  d->second = second == 60 ? 59 : second; /* a leap second */
  skip_spaces(&ahead);
  morning = morning || take_any(&ahead, am);
  afternoon = !morning && (afternoon || take_any(&ahead, pm));
  if (morning || afternoon) {
    apply_half(d, afternoon);
    *s = ahead;
  }
  return true;
}

/* 200405 and 2004 after a T. */
static bool take_compact_time(scanner *s, date_parts *d) {
  int number;
  if (take_number(s, 6, 6, &number)) {
    d->hour = number / 10000;
    d->minute = number / 100 % 100;
    d->second = number % 100;
    return true;
  }
  if (!take_number(s, 4, 4, &number))
    return false;
  d->hour = number / 100;
  d->minute = number % 100;
  return true;
}

/* Z, UTC, EST, +0800, +08:00, GMT+8; another short name in capitals is read over, because it may mean several zones. */
static void take_zone(scanner *s, date_parts *d) {
  static const struct {
    const char *name;
    int minutes;
  } zones[] = {{"UTC", 0},    {"GMT", 0},    {"UT", 0},     {"Z", 0},      {"EST", -300}, {"EDT", -240},
               {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}};
  scanner ahead = *s;
  skip_spaces(&ahead);
  for (size_t i = 0; i < sizeof zones / sizeof zones[0] && !d->has_zone; i++)
    if (word_size(&ahead) == strlen(zones[i].name) && take_text(&ahead, zones[i].name)) {
      d->has_zone = true;
      d->zone = zones[i].minutes;
      *s = ahead;
    }
  int sign = take_text(&ahead, "+") ? 1 : take_text(&ahead, "-") ? -1 : 0, hours, minutes = 0;
  if (sign != 0) {
    if (take_number(&ahead, 4, 4, &hours)) {
      minutes = hours % 100;
      hours /= 100;
    } else if (!take_number(&ahead, 1, 2, &hours) || (take_text(&ahead, ":") && !take_number(&ahead, 2, 2, &minutes))) {
      return;
    }
    d->has_zone = true;
    d->zone = sign * (hours * 60 + minutes);
    *s = ahead;
  } else if (!d->has_zone) {
    size_t n = 0;
    while (ahead.next + n < ahead.end && isupper((unsigned char)ahead.next[n]))
      n++;
    if (n >= 3 && n <= 5 && n == word_size(&ahead))
      s->next = ahead.next + n;
  }
}

/* "(UTC)" after the date of a mail. */
static void skip_comment(scanner *s) {
  const char *close = s->next < s->end && *s->next == '(' ? memchr(s->next, ')', (size_t)(s->end - s->next)) : NULL;
  if (close != NULL)
    s->next = close + 1;
}

static bool is_valid(const date_parts *d) {
  if (d->year < 1 || d->year > 9999 || d->month == 0 || d->month > 12 || d->day == 0)
    return false;
  if (d->day > 0 && (d->month < 0 || d->day > qn__days_in_month(d->year, d->month)))
    return false;
  if (d->hour >= 0 && d->day < 0)
    return false;
  return d->hour < 24 && d->minute < 60 && d->second < 60 && d->zone > -24 * 60 && d->zone < 24 * 60;
}

static void append(char date[QN__DATE_MAX], const char *format, int value) {
  size_t size = strlen(date);
  snprintf(date + size, QN__DATE_MAX - size, format, value);
}

static void print(const date_parts *d, char date[QN__DATE_MAX]) {
  date[0] = '\0';
  append(date, "%04d", d->year);
  if (d->month > 0)
    append(date, "-%02d", d->month);
  if (d->day > 0)
    append(date, "-%02d", d->day);
  if (d->hour < 0)
    return;
  append(date, "T%02d", d->hour);
  append(date, ":%02d", d->minute);
  if (d->second >= 0)
    append(date, ":%02d", d->second);
  if (d->has_zone && d->zone == 0) {
    strcat(date, "Z");
  } else if (d->has_zone) {
    int distance = d->zone < 0 ? -d->zone : d->zone;
    append(date, d->zone < 0 ? "-%02d" : "+%02d", distance / 60);
    append(date, ":%02d", distance % 60);
  }
}

static bool take_day(scanner *s, date_parts *d) {
  const date_parts none = *d;
  static bool (*const ways[])(scanner *, date_parts *) = {take_east_asian, take_day_first, take_named_month,
                                                          take_year_first};
  for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
    if (ways[i](s, d))
      return true;
    *d = none;
  }
  return false;
}

bool qn__recognise_date(const char *text, size_t size, char date[QN__DATE_MAX]) {
  static const char *const at[] = {",", "at ", "um ", "à ", "- ", "| ", "· ", NULL};
  scanner s = {text, text + size};
  date_parts d = {-1, -1, -1, -1, -1, -1, false, 0};
  while (s.end > s.next && isspace((unsigned char)s.end[-1]))
    s.end--;
  while (s.next < s.end && isspace((unsigned char)*s.next))
    s.next++;
  skip_weekday(&s);
  if (!take_day(&s, &d))
    return false;
  if (take_text(&s, "T")) {
    if (!take_time(&s, &d) && !take_compact_time(&s, &d))
      return false;
    take_zone(&s, &d);
  } else if (d.hour < 0) {
    skip_spaces(&s);
    skip_weekday(&s);
    take_any(&s, at);
    skip_spaces(&s);
    if (take_time(&s, &d))
      take_zone(&s, &d);
  }
  skip_spaces(&s);
  skip_weekday(&s);
  skip_comment(&s);
  if (s.next != s.end || !is_valid(&d))
    return false;
  print(&d, date);
  return true;
}

bool qn__date_of_number(double number, char date[QN__DATE_MAX]) {
  if (number >= 0 && number < 1e8) {
    char digits[16];
    int size = snprintf(digits, sizeof digits, "%.10g", number);
    return qn__recognise_date(digits, (size_t)size, date);
  }
  double seconds = number >= 1e11 ? number / 1000 : number; /* 1e11 seconds are the year 5138 */
  if (!(seconds >= 1e8 && seconds < 1e11))
    return false;
  time_t time = (time_t)seconds;
  struct tm parts;
  if (gmtime_r(&time, &parts) == NULL)
    return false;
  return strftime(date, QN__DATE_MAX, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
}
