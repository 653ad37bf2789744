/*
 * A PKCS#11 library in front of another one (REAL). It writes uses of keys into the file LOG as an HSM
 * does that logs them: one numbered record each, in the order of the whole HSM, in the form of a Luna.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define RECORD 200
#define SESSIONS 1024
#define CKA_ID 0x102UL
#define ID_BYTES 32

/* Places in CK_FUNCTION_LIST. */
enum { OPEN_SESSION = 12, GET_ATTRIBUTE = 24, DECRYPT_INIT = 33, DECRYPT, DECRYPT_UPDATE, DECRYPT_FINAL,
       SIGN_INIT = 42, SIGN, FUNCTIONS = 68 };

typedef unsigned long CK_ULONG;
typedef struct {
  unsigned char version[2];
  void *functions[FUNCTIONS];
} LIST;
typedef struct {
  CK_ULONG type;
  void *value;
  CK_ULONG length;
} ATTRIBUTE;
typedef CK_ULONG (*ONE_BUFFER)(CK_ULONG, unsigned char *, CK_ULONG *);
typedef CK_ULONG (*TWO_BUFFERS)(CK_ULONG, unsigned char *, CK_ULONG, unsigned char *, CK_ULONG *);
typedef CK_ULONG (*INIT)(CK_ULONG, void *, CK_ULONG);

static const LIST *real;
static LIST list;
static char keys[SESSIONS][2 * ID_BYTES + 1];

static void record(CK_ULONG session, const char *operation) {
  char text[RECORD + 1];
  char at[32];
  struct tm utc;
  int file = open(LOG, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || flock(file, LOCK_EX) != 0) {
    _exit(70);
  }
  time_t now = time(NULL);
  strftime(at, sizeof at, "%y/%m/%d %H:%M:%S", gmtime_r(&now, &utc));
  const char *key = keys[session % SESSIONS];
  int length = snprintf(text, sizeof text, "%-10ld,%s,S/N 1 session %lu Access 0:%d operation %s returned RC_OK(0x00000000)%s%s",
                        (long)(lseek(file, 0, SEEK_END) / RECORD), at, session, getpid(), operation,
                        *key ? " key " : "", key);
  memset(text + length, ' ', (size_t)(RECORD - length));
  memcpy(text + RECORD - 4, ",00\n", 4);
  if (write(file, text, RECORD) != RECORD) {
    _exit(70);
  }
  close(file);
}

static CK_ULONG open_session(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session) {
  CK_ULONG (*opened)(CK_ULONG, CK_ULONG, void *, void *, CK_ULONG *);
  *(void **)&opened = real->functions[OPEN_SESSION];
  CK_ULONG returned = opened(slot, flags, application, notify, session);
  if (returned == 0) {
    *keys[*session % SESSIONS] = 0;
    record(*session, "LUNA_OPEN_SESSION");
  }
  return returned;
}

static CK_ULONG init(int place, CK_ULONG session, void *mechanism, CK_ULONG key) {
  unsigned char id[ID_BYTES];
  ATTRIBUTE attribute = {CKA_ID, id, sizeof id};
  CK_ULONG (*get)(CK_ULONG, CK_ULONG, ATTRIBUTE *, CK_ULONG);
  INIT begin;
  *(void **)&get = real->functions[GET_ATTRIBUTE];
  *(void **)&begin = real->functions[place];
  char *name = keys[session % SESSIONS];
  *name = 0;
  if (get(session, key, &attribute, 1) == 0) {
    for (CK_ULONG i = 0; i < attribute.length; i++) {
      snprintf(name + 2 * i, 3, "%02x", id[i]);
    }
  }
  return begin(session, mechanism, key);
}

static CK_ULONG decrypt_init(CK_ULONG session, void *mechanism, CK_ULONG key) {
  return init(DECRYPT_INIT, session, mechanism, key);
}

static CK_ULONG sign_init(CK_ULONG session, void *mechanism, CK_ULONG key) {
  return init(SIGN_INIT, session, mechanism, key);
}

/* Whoever gives no room for the result asks for its length only. */
static CK_ULONG two(int place, const char *operation, CK_ULONG session, unsigned char *in, CK_ULONG length,
                    unsigned char *out, CK_ULONG *room) {
  TWO_BUFFERS call;
  *(void **)&call = real->functions[place];
  if (out != NULL) {
    record(session, operation);
  }
  return call(session, in, length, out, room);
}

static CK_ULONG decrypt(CK_ULONG session, unsigned char *in, CK_ULONG length, unsigned char *out, CK_ULONG *room) {
  return two(DECRYPT, "LUNA_DECRYPT_SINGLEPART", session, in, length, out, room);
}

static CK_ULONG decrypt_update(CK_ULONG session, unsigned char *in, CK_ULONG length, unsigned char *out,
                               CK_ULONG *room) {
  return two(DECRYPT_UPDATE, "LUNA_DECRYPT", session, in, length, out, room);
}

static CK_ULONG sign(CK_ULONG session, unsigned char *in, CK_ULONG length, unsigned char *out, CK_ULONG *room) {
  return two(SIGN, "LUNA_SIGN_SINGLEPART", session, in, length, out, room);
}

static CK_ULONG decrypt_final(CK_ULONG session, unsigned char *out, CK_ULONG *room) {
  ONE_BUFFER call;
  *(void **)&call = real->functions[DECRYPT_FINAL];
  if (out != NULL) {
    record(session, "LUNA_DECRYPT_END");
  }
  return call(session, out, room);
}

__attribute__((visibility("default"))) CK_ULONG C_GetFunctionList(LIST **functions) {
  void *library = dlopen(REAL, RTLD_NOW);
  CK_ULONG (*get)(const LIST **);
  if (library == NULL) {
    return 5;
  }
  *(void **)&get = dlsym(library, "C_GetFunctionList");
  CK_ULONG returned = get(&real);
  if (returned == 0) {
    list = *real;
    list.functions[OPEN_SESSION] = (void *)open_session;
    list.functions[DECRYPT_INIT] = (void *)decrypt_init;
    list.functions[DECRYPT] = (void *)decrypt;
    list.functions[DECRYPT_UPDATE] = (void *)decrypt_update;
    list.functions[DECRYPT_FINAL] = (void *)decrypt_final;
    list.functions[SIGN_INIT] = (void *)sign_init;
    list.functions[SIGN] = (void *)sign;
    *functions = &list;
  }
  return returned;
}
