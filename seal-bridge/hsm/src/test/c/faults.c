#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PATH_SIZE 4096

static char directory[PATH_SIZE];
static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;

int faults_find_directory(void) {
  Dl_info self;
  if (!dladdr((void *)faults_find_directory, &self) || self.dli_fname == NULL) {
    return 0;
  }
  int length = snprintf(directory, sizeof directory, "%s.control", self.dli_fname);
  return length > 0 && (size_t)length < sizeof directory;
}

static void path_of(const char *name, const char *suffix, char *path) {
  if (snprintf(path, PATH_SIZE, "%s/%s%s", directory, name, suffix) >= PATH_SIZE) {
    path[0] = '\0';
  }
}

static int read_path(const char *path, char *text, size_t size) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return 0;
  }
  ssize_t length = read(file, text, size - 1);
  close(file);
  if (length < 0) {
    return 0;
  }
  text[length] = '\0';
  while (length > 0 && text[length - 1] == '\n') {
    text[--length] = '\0';
  }
  return 1;
}

int faults_read(const char *name, char *text, size_t size) {
  char path[PATH_SIZE];
  path_of(name, "", path);
  return read_path(path, text, size);
}

void faults_remove(const char *name) {
  char path[PATH_SIZE];
  path_of(name, "", path);
  unlink(path);
}

static int returns(const char *name, CK_RV otherwise, CK_RV *returned) {
  char text[64];
  if (!faults_read(name, text, sizeof text)) {
    return 0;
  }
  char *end;
  CK_RV value = strtoul(text, &end, 16);
  *returned = end == text ? otherwise : value;
  return 1;
}

int faults_gone(CK_RV *returned) { return returns("gone", CKR_DEVICE_REMOVED, returned); }

int faults_broken(CK_RV *returned) { return returns("broken", CKR_DEVICE_ERROR, returned); }

static void pause_for(long milliseconds) {
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&time, NULL);
}

static void log_call(const char *function) {
  char path[PATH_SIZE];
  path_of("calls", "", path);
  int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0) {
    return;
  }
  char line[64];
  int length = snprintf(line, sizeof line, "%s\n", function);
  if (write(file, line, (size_t)length) != length) {
    abort(); /* a wrong count would be a wrong test */
  }
  close(file);
}

static void hang(const char *function) {
  char path[PATH_SIZE];
  char mark[PATH_SIZE];
  path_of("hang-", function, path);
  if (access(path, F_OK) != 0) {
    return;
  }
  path_of("hung-", function, mark);
  close(open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  for (int i = 0; i < 12000 && access(path, F_OK) == 0; i++) {
    pause_for(10);
  }
  unlink(mark);
}

static void delay(const char *function) {
  char path[PATH_SIZE];
  char text[32];
  path_of("delay-", function, path);
  if (read_path(path, text, sizeof text)) {
    pause_for(strtol(text, NULL, 10));
  }
}

/** Replaces the file, never changes it: the test may read it at any time. */
static void write_count(const char *path, long count, CK_RV returned) {
  char temporary[PATH_SIZE + 8];
  snprintf(temporary, sizeof temporary, "%s.new", path);
  FILE *file = fopen(temporary, "we");
  if (file == NULL) {
    abort();
  }
  fprintf(file, "%ld %lx\n", count, returned);
  fclose(file);
  if (rename(temporary, path) != 0) {
    abort();
  }
}

static CK_RV fail(const char *function) {
  char path[PATH_SIZE];
  char text[64];
  long count;
  CK_RV returned = CKR_OK;
  path_of("fail-", function, path);
  pthread_mutex_lock(&counting);
  if (!read_path(path, text, sizeof text) || sscanf(text, "%ld %lx", &count, &returned) != 2) {
    returned = CKR_OK;
  } else if (count == 0) {
    returned = CKR_OK;
  } else if (count == 1) {
    unlink(path);
  } else if (count > 1) {
    write_count(path, count - 1, returned);
  }
  pthread_mutex_unlock(&counting);
  return returned;
}

CK_RV faults_before(const char *function) {
  log_call(function);
  delay(function);
  hang(function);
  return fail(function);
}

int faults_attribute(CK_ULONG type, char *what, size_t size) {
  char text[4096];
  if (!faults_read("attributes", text, sizeof text)) {
    return 0;
  }
  char *rest;
  for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
    char *end;
    if (strtoul(line, &end, 16) == type && *end == ' ') {
      snprintf(what, size, "%s", end + 1);
      return 1;
    }
  }
  return 0;
}
