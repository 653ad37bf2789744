/*
 * To be loaded before others (LD_PRELOAD): what a program gives to syslog(3) goes into the file LOG, in
 * the form in which a daemon of the system log writes it. Without it a test would need the host's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void keep(const char *format, va_list arguments) {
  char message[1024];
  char line[1200];
  char at[32];
  struct tm utc;
  time_t now = time(NULL);
  vsnprintf(message, sizeof message, format, arguments);
  strftime(at, sizeof at, "%b %e %H:%M:%S", gmtime_r(&now, &utc));
  int length = snprintf(line, sizeof line, "%s host %s: %s\n", at, program_invocation_short_name, message);
  int file = open(LOG, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) {
    if (write(file, line, (size_t)length) != length) {
      _exit(70);
    }
    close(file);
  }
}

void syslog(int priority, const char *format, ...) {
  (void)priority;
  va_list arguments;
  va_start(arguments, format);
  keep(format, arguments);
  va_end(arguments);
}

void __syslog_chk(int priority, int flag, const char *format, ...) {
  (void)priority;
  (void)flag;
  va_list arguments;
  va_start(arguments, format);
  keep(format, arguments);
  va_end(arguments);
}
