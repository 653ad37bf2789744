/*
 * The yardstick for the Java bindings: the same PKCS#11 calls, made from C.
 *
 *   peer LIBRARY TOKEN-LABEL PIN-FILE KEY-LABEL ITERATIONS
 *
 * Logs in, finds the AES key (makes it if there is none), then times encrypt (C_EncryptInit + C_Encrypt) and
 * decrypt (C_DecryptInit + C_Decrypt) of 32 bytes by AES-GCM with a 12-byte IV and associated data of 16 bytes.
 * Prints one JSON line per operation. Declares only what it needs of the standard, version 2.40.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef unsigned long ulong;
typedef unsigned char byte;

typedef struct { ulong type; void *value; ulong length; } attribute;
typedef struct { ulong mechanism; void *parameter; ulong length; } mechanism;
typedef struct {
  byte *iv; ulong iv_length; ulong iv_bits; byte *aad; ulong aad_length; ulong tag_bits;
} gcm_parameters;
typedef struct {
  byte label[32]; byte manufacturer[32]; byte model[16]; byte serial[16]; ulong flags; ulong counts[10];
  byte versions[4]; byte utc_time[16];
} token_info;
typedef struct { void *create; void *destroy; void *lock; void *unlock; ulong flags; void *reserved; } initialize_args;

/* Positions in CK_FUNCTION_LIST after the version. */
enum {
  INITIALIZE = 0, FINALIZE = 1, GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, OPEN_SESSION = 12, LOGIN = 18,
  FIND_OBJECTS_INIT = 26, FIND_OBJECTS = 27, FIND_OBJECTS_FINAL = 28, ENCRYPT_INIT = 29, ENCRYPT = 30,
  DECRYPT_INIT = 33, DECRYPT = 34, GENERATE_KEY = 58, FUNCTIONS = 68
};
typedef struct { byte version[2]; void *functions[FUNCTIONS]; } function_list;

typedef ulong (*f_initialize)(initialize_args *);
typedef ulong (*f_finalize)(void *);
typedef ulong (*f_get_slot_list)(byte, ulong *, ulong *);
typedef ulong (*f_get_token_info)(ulong, token_info *);
typedef ulong (*f_open_session)(ulong, ulong, void *, void *, ulong *);
typedef ulong (*f_login)(ulong, ulong, byte *, ulong);
typedef ulong (*f_find_init)(ulong, attribute *, ulong);
typedef ulong (*f_find)(ulong, ulong *, ulong, ulong *);
typedef ulong (*f_find_final)(ulong);
typedef ulong (*f_init)(ulong, mechanism *, ulong);
typedef ulong (*f_run)(ulong, byte *, ulong, byte *, ulong *);
typedef ulong (*f_generate)(ulong, mechanism *, attribute *, ulong, ulong *);

enum { AES_KEY_GEN = 0x1080, AES_GCM = 0x1087, OS_LOCKING = 2, USER = 1, RW_SERIAL = 6, NO_KEY = 0 };

static function_list *functions;
#define CALL(index, type) ((type) functions->functions[index])

static void fail(const char *what) {
  fprintf(stderr, "peer: %s\n", what);
  exit(1);
}

static void check(const char *function, ulong rv) {
  if (rv != 0) {
    fprintf(stderr, "peer: %s answered 0x%lx\n", function, rv);
    exit(1);
  }
}

static void load(const char *library) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) fail(dlerror());
  ulong (*get_list)(function_list **) = (ulong (*)(function_list **)) dlsym(handle, "C_GetFunctionList");
  if (!get_list) fail("the library has no C_GetFunctionList");
  check("C_GetFunctionList", get_list(&functions));
  initialize_args arguments = {.flags = OS_LOCKING};
  check("C_Initialize", CALL(INITIALIZE, f_initialize)(&arguments));
}

static ulong find_slot(const char *label) {
  char padded[33];
  snprintf(padded, sizeof padded, "%-32s", label);
  ulong slots[64];
  ulong count = 64;
  check("C_GetSlotList", CALL(GET_SLOT_LIST, f_get_slot_list)(1, slots, &count));
  for (ulong i = 0; i < count; i++) {
    token_info info;
    check("C_GetTokenInfo", CALL(GET_TOKEN_INFO, f_get_token_info)(slots[i], &info));
    if (memcmp(info.label, padded, 32) == 0) return slots[i];
  }
  fail("no token with this label");
  return 0;
}

static ulong open_session(ulong slot, const char *pin_file) {
  byte pin[256];
  FILE *file = fopen(pin_file, "r");
  if (!file) fail("cannot read the PIN file");
  size_t length = fread(pin, 1, sizeof pin, file);
  fclose(file);
  while (length > 0 && pin[length - 1] == '\n') length--;
  ulong session;
  check("C_OpenSession", CALL(OPEN_SESSION, f_open_session)(slot, RW_SERIAL, NULL, NULL, &session));
  check("C_Login", CALL(LOGIN, f_login)(session, USER, pin, length));
  memset(pin, 0, sizeof pin);
  return session;
}

static ulong find_key(ulong session, const char *label) {
  ulong secret_key = 4;
  attribute template[] = {{0x0, &secret_key, sizeof secret_key}, {0x3, (void *) label, strlen(label)}};
  ulong key = NO_KEY;
  ulong found = 0;
  check("C_FindObjectsInit", CALL(FIND_OBJECTS_INIT, f_find_init)(session, template, 2));
  check("C_FindObjects", CALL(FIND_OBJECTS, f_find)(session, &key, 1, &found));
  check("C_FindObjectsFinal", CALL(FIND_OBJECTS_FINAL, f_find_final)(session));
  return found ? key : NO_KEY;
}

static ulong make_key(ulong session, const char *label) {
  ulong secret_key = 4, aes = 0x1f, length = 32;
  byte yes = 1, no = 0;
  byte id[16] = "bench";
  attribute template[] = {
      {0x0, &secret_key, sizeof secret_key}, {0x100, &aes, sizeof aes},
      {0x1, &yes, 1} /* token */,            {0x2, &yes, 1} /* private */,
      {0x103, &yes, 1} /* sensitive */,      {0x162, &no, 1} /* extractable */,
      {0x104, &yes, 1} /* encrypt */,        {0x105, &yes, 1} /* decrypt */,
      {0x161, &length, sizeof length},       {0x3, (void *) label, strlen(label)},
      {0x102, id, sizeof id}};
  mechanism generate = {AES_KEY_GEN, NULL, 0};
  ulong key;
  check("C_GenerateKey", CALL(GENERATE_KEY, f_generate)(
      session, &generate, template, sizeof template / sizeof *template, &key));
  return key;
}

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000L + time.tv_nsec;
}

static int ascending(const void *left, const void *right) {
  long a = *(const long *) left, b = *(const long *) right;
  return (a > b) - (a < b);
}

static void report(const char *operation, long *nanos, int count) {
  long sum = 0;
  for (int i = 0; i < count; i++) sum += nanos[i];
  qsort(nanos, count, sizeof *nanos, ascending);
  printf("{\"kind\":\"binding\",\"side\":\"c\",\"operation\":\"%s\",\"iterations\":%d,\"mean\":%ld,\"p50\":%ld,\"p90\":%ld,\"p99\":%ld}\n",
         operation, count, sum / count, nanos[count / 2], nanos[count / 10 * 9], nanos[count / 100 * 99]);
}

static void measure(ulong session, ulong key, int iterations) {
  byte plain[32] = "thirty-two bytes of a data key..", iv[12] = {0}, aad[16] = "sixteen of aad..";
  byte cipher[64], opened[64];
  gcm_parameters parameters = {iv, sizeof iv, 96, aad, sizeof aad, 128};
  mechanism gcm = {AES_GCM, &parameters, sizeof parameters};
  long *encrypts = malloc(iterations * sizeof *encrypts);
  long *decrypts = malloc(iterations * sizeof *decrypts);
  if (!encrypts || !decrypts) fail("out of memory");
  for (int i = 0; i < iterations; i++) {
    memcpy(iv, &i, sizeof i);
    ulong cipher_length = sizeof cipher, opened_length = sizeof opened;
    long start = now();
    check("C_EncryptInit", CALL(ENCRYPT_INIT, f_init)(session, &gcm, key));
    check("C_Encrypt", CALL(ENCRYPT, f_run)(session, plain, sizeof plain, cipher, &cipher_length));
    long middle = now();
    check("C_DecryptInit", CALL(DECRYPT_INIT, f_init)(session, &gcm, key));
    check("C_Decrypt", CALL(DECRYPT, f_run)(session, cipher, cipher_length, opened, &opened_length));
    decrypts[i] = now() - middle;
    encrypts[i] = middle - start;
    if (opened_length != sizeof plain || memcmp(plain, opened, sizeof plain) != 0) fail("decrypt gave other bytes");
  }
  report("encrypt", encrypts, iterations);
  report("decrypt", decrypts, iterations);
  free(encrypts);
  free(decrypts);
}

int main(int count, char **arguments) {
  if (count != 6) fail("usage: peer LIBRARY TOKEN-LABEL PIN-FILE KEY-LABEL ITERATIONS");
  int iterations = atoi(arguments[5]);
  if (iterations < 100) fail("ITERATIONS must be at least 100");
  load(arguments[1]);
  ulong session = open_session(find_slot(arguments[2]), arguments[3]);
  ulong key = find_key(session, arguments[4]);
  if (key == NO_KEY) key = make_key(session, arguments[4]);
  measure(session, key, iterations);
  check("C_Finalize", CALL(FINALIZE, f_finalize)(NULL));
  return 0;
}
