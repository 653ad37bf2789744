/*
 * A PKCS#11 library that forwards every call to another one and does what its control directory
 * says on the way (faults.h). Exports only C_GetFunctionList, as the standard allows.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cryptoki.h"
#include "faults.h"

#define TAIL_IV 16
#define MAX_SLOTS 64
#define MAX_SESSIONS 1024

typedef struct {
  CK_VERSION version;
#define FUNCTION(name, parameters, arguments) CK_RV(*name) parameters;
#include "functions.h"
#undef FUNCTION
} CK_FUNCTION_LIST;

/* The IV of a session's encryption, to be appended to its result. */
typedef struct {
  CK_ULONG session;
  int active;
  CK_BYTE iv[TAIL_IV];
} TAIL;

static const CK_FUNCTION_LIST *real;
static CK_FUNCTION_LIST list;
static TAIL tails[MAX_SESSIONS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void close_all_sessions(void) {
  CK_ULONG slots[MAX_SLOTS];
  CK_ULONG count = MAX_SLOTS;
  if (real->GetSlotList(0, slots, &count) == CKR_OK) {
    for (CK_ULONG i = 0; i < count; i++) {
      real->CloseAllSessions(slots[i]);
    }
  }
}

/* What every function does first: CKR_OK to go on. */
static CK_RV before(const char *function) {
  CK_RV returned = faults_before(function);
  if (returned != CKR_OK) {
    return returned;
  }
  int whole = strcmp(function, "C_Initialize") == 0 || strcmp(function, "C_Finalize") == 0;
  if (whole) {
    return CKR_OK;
  }
  if (faults_broken(&returned)) {
    return returned;
  }
  char text[8];
  if (faults_read("sessions-lost", text, sizeof text)) {
    faults_remove("sessions-lost");
    close_all_sessions();
  }
  int general = strcmp(function, "C_GetInfo") == 0 || strcmp(function, "C_GetSlotList") == 0 ||
                strcmp(function, "C_GetSlotInfo") == 0 || strcmp(function, "C_GetTokenInfo") == 0;
  if (!general && faults_gone(&returned)) {
    close_all_sessions();
    return returned;
  }
  return CKR_OK;
}

#define FUNCTION(name, parameters, arguments)            \
  static CK_RV forward_##name parameters {               \
    CK_RV returned = before("C_" #name);                 \
    return returned != CKR_OK ? returned : real->name arguments; \
  }
#include "functions.h"
#undef FUNCTION

static CK_RV initialize(CK_VOID_PTR arguments) {
  CK_RV returned = forward_Initialize(arguments);
  if (returned == CKR_OK) {
    faults_remove("broken");
  }
  return returned;
}

static CK_RV get_function_list(void **pointer) {
  *pointer = &list;
  return CKR_OK;
}

static CK_RV get_slot_info(CK_ULONG slot, CK_SLOT_INFO *info) {
  CK_RV returned = forward_GetSlotInfo(slot, info);
  CK_RV gone;
  if (returned == CKR_OK && faults_gone(&gone)) {
    info->flags &= ~CKF_TOKEN_PRESENT;
  }
  return returned;
}

static CK_RV get_token_info(CK_ULONG slot, CK_TOKEN_INFO *info) {
  CK_RV gone;
  char flags[32];
  CK_RV returned = forward_GetTokenInfo(slot, info);
  if (returned == CKR_OK && faults_gone(&gone)) {
    return CKR_TOKEN_NOT_PRESENT;
  }
  if (returned == CKR_OK && faults_read("token-flags", flags, sizeof flags)) {
    info->flags |= strtoul(flags, NULL, 16);
  }
  return returned;
}

static CK_RV decline(CK_ATTRIBUTE *attribute, CK_RV returned, CK_RV reason) {
  attribute->ulValueLen = CK_UNAVAILABLE_INFORMATION;
  return reason == CKR_OK ? returned : reason;
}

static CK_RV get_attribute_value(
    CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *attributes, CK_ULONG count) {
  CK_RV returned = forward_GetAttributeValue(session, object, attributes, count);
  if (returned != CKR_OK && returned != CKR_ATTRIBUTE_SENSITIVE &&
      returned != CKR_ATTRIBUTE_TYPE_INVALID) {
    return returned;
  }
  for (CK_ULONG i = 0; i < count; i++) {
    char what[32];
    if (!faults_attribute(attributes[i].type, what, sizeof what)) {
      continue;
    }
    if (strcmp(what, "invalid") == 0) {
      returned = decline(&attributes[i], returned, CKR_ATTRIBUTE_TYPE_INVALID);
    } else if (strcmp(what, "sensitive") == 0) {
      returned = decline(&attributes[i], returned, CKR_ATTRIBUTE_SENSITIVE);
    } else if (strcmp(what, "unavailable") == 0) {
      returned = decline(&attributes[i], returned, CKR_OK);
    } else if (attributes[i].pValue != NULL && attributes[i].ulValueLen == 1) {
      *(CK_BYTE_PTR)attributes[i].pValue = strcmp(what, "true") == 0;
    }
  }
  return returned;
}

/* The session's entry, or an unused one, or null. */
static TAIL *tail_of(CK_ULONG session, int create) {
  TAIL *unused = NULL;
  for (int i = 0; i < MAX_SESSIONS; i++) {
    if (tails[i].active && tails[i].session == session) {
      return &tails[i];
    }
    if (!tails[i].active && unused == NULL) {
      unused = &tails[i];
    }
  }
  if (create && unused != NULL) {
    unused->session = session;
    unused->active = 1;
    return unused;
  }
  return NULL;
}

static CK_RV encrypt_init_tail(CK_ULONG session, const CK_MECHANISM *mechanism, CK_ULONG key) {
  CK_BYTE iv[TAIL_IV];
  CK_GCM_PARAMS parameters = *(const CK_GCM_PARAMS *)mechanism->pParameter;
  CK_MECHANISM ours = {CKM_AES_GCM, &parameters, sizeof parameters};
  CK_RV returned = real->GenerateRandom(session, iv, sizeof iv);
  if (returned != CKR_OK) {
    return returned;
  }
  parameters.pIv = iv;
  parameters.ulIvLen = sizeof iv;
  parameters.ulIvBits = 8 * sizeof iv;
  returned = forward_EncryptInit(session, &ours, key);
  if (returned == CKR_OK) {
    pthread_mutex_lock(&lock);
    TAIL *tail = tail_of(session, 1);
    if (tail == NULL) {
      abort();
    }
    memcpy(tail->iv, iv, sizeof iv);
    pthread_mutex_unlock(&lock);
  }
  return returned;
}

static CK_RV encrypt_init(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key) {
  char mode[16];
  if (mechanism == NULL || mechanism->mechanism != CKM_AES_GCM ||
      !faults_read("iv", mode, sizeof mode)) {
    return forward_EncryptInit(session, mechanism, key);
  }
  if (strcmp(mode, "tail") == 0) {
    return encrypt_init_tail(session, mechanism, key);
  }
  CK_GCM_PARAMS *parameters = mechanism->pParameter;
  CK_RV returned = real->GenerateRandom(session, parameters->pIv, parameters->ulIvLen);
  return returned != CKR_OK ? returned : forward_EncryptInit(session, mechanism, key);
}

static CK_RV encrypt(CK_ULONG session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR encrypted,
                     CK_ULONG_PTR encryptedLength) {
  CK_BYTE iv[TAIL_IV];
  pthread_mutex_lock(&lock);
  TAIL *tail = tail_of(session, 0);
  if (tail != NULL) {
    memcpy(iv, tail->iv, sizeof iv);
  }
  pthread_mutex_unlock(&lock);
  if (tail == NULL) {
    return forward_Encrypt(session, data, length, encrypted, encryptedLength);
  }
  CK_ULONG room = *encryptedLength;
  CK_ULONG inner = room < TAIL_IV ? 0 : room - TAIL_IV;
  CK_RV returned = forward_Encrypt(session, data, length, encrypted, &inner);
  *encryptedLength = inner + TAIL_IV;
  if (returned == CKR_OK && encrypted != NULL) {
    memcpy(encrypted + inner, iv, sizeof iv);
  }
  if (returned != CKR_BUFFER_TOO_SMALL && encrypted != NULL) {
    pthread_mutex_lock(&lock);
    tail->active = 0;
    pthread_mutex_unlock(&lock);
  }
  return returned;
}

static void load(void) {
  char library[4096];
  CK_RV (*entry)(const CK_FUNCTION_LIST **);
  if (!faults_find_directory() || !faults_read("library", library, sizeof library)) {
    fprintf(stderr, "forward: no file named library in the control directory\n");
    return;
  }
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    fprintf(stderr, "forward: %s\n", dlerror());
    return;
  }
  *(void **)&entry = dlsym(handle, "C_GetFunctionList");
  if (entry == NULL || entry(&real) != CKR_OK) {
    fprintf(stderr, "forward: %s gives no function list\n", library);
    real = NULL;
    return;
  }
  list.version = real->version;
#define FUNCTION(name, parameters, arguments) list.name = forward_##name;
#include "functions.h"
#undef FUNCTION
  list.Initialize = initialize;
  list.GetFunctionList = get_function_list;
  list.GetSlotInfo = get_slot_info;
  list.GetTokenInfo = get_token_info;
  list.GetAttributeValue = get_attribute_value;
  list.EncryptInit = encrypt_init;
  list.Encrypt = encrypt;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(void **pointer) {
  pthread_once(&once, load);
  if (real == NULL) {
    return CKR_GENERAL_ERROR;
  }
  return get_function_list(pointer);
}
