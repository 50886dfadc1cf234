// SPDX-License-Identifier: Apache-2.0
/*
 * Loads the library as a JVM does and calls its native methods, where there is no JVM: with tables of JNI that have just what
 * the library uses. What it tells of the kernel's sockets must have those that this program opens.
 *
 * usage: call_library LIBRARY
 */
#include "checks.h"
#include "row_format.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NO_PROCESS INT32_MAX
#define ALL_PROTOCOLS 0x1F

/* What stands for an array or a text of Java: the object that the library is given is its address. */
struct array {
    jsize size;
    jbyte bytes[];
};

static struct {
    jlong(JNICALL *format)(JNIEnv *, jclass);
    jbyteArray(JNICALL *open)(JNIEnv *, jclass, jstring);
    jbyteArray(JNICALL *read)(JNIEnv *, jclass, jlong, jlong, jint, jint, jint, jint, jint, jbyteArray);
    void(JNICALL *close)(JNIEnv *, jclass, jlong);
} natives;

static jclass JNICALL find_class(JNIEnv *env, const char *name)
{
    (void)env;
    CHECK_TEXT("class", "org/sockscope/jni/NativeLibrary", name);
    return (jclass)&natives;
}

static jint JNICALL register_natives(JNIEnv *env, jclass class, const JNINativeMethod *methods, jint count)
{
    (void)env;
    (void)class;
    for (jint i = 0; i < count; i++) {
        void *function = methods[i].fnPtr;
        if (strcmp(methods[i].name, "format") == 0)
            memcpy(&natives.format, &function, sizeof function);
        else if (strcmp(methods[i].name, "open") == 0)
            memcpy(&natives.open, &function, sizeof function);
        else if (strcmp(methods[i].name, "read") == 0)
            memcpy(&natives.read, &function, sizeof function);
        else if (strcmp(methods[i].name, "close") == 0)
            memcpy(&natives.close, &function, sizeof function);
    }
    return JNI_OK;
}

static void JNICALL delete_local_ref(JNIEnv *env, jobject object)
{
    (void)env;
    (void)object;
}

static jsize JNICALL get_array_length(JNIEnv *env, jarray array)
{
    (void)env;
    return ((struct array *)array)->size;
}

static jbyteArray JNICALL new_byte_array(JNIEnv *env, jsize size)
{
    (void)env;
    struct array *array = malloc(sizeof *array + (size_t)size);
    if (array != NULL)
        array->size = size;
    return (jbyteArray)array;
}

static void JNICALL set_byte_array_region(JNIEnv *env, jbyteArray array, jsize at, jsize size, const jbyte *bytes)
{
    (void)env;
    memcpy(((struct array *)array)->bytes + at, bytes, (size_t)size);
}

static const char *JNICALL get_string_utf_chars(JNIEnv *env, jstring string, jboolean *is_copy)
{
    (void)env;
    (void)is_copy;
    return (const char *)string;
}

static void JNICALL release_string_utf_chars(JNIEnv *env, jstring string, const char *text)
{
    (void)env;
    (void)string;
    (void)text;
}

static const struct JNINativeInterface_ functions = {
    .FindClass = find_class,
    .RegisterNatives = register_natives,
    .DeleteLocalRef = delete_local_ref,
    .GetArrayLength = get_array_length,
    .NewByteArray = new_byte_array,
    .SetByteArrayRegion = set_byte_array_region,
    .GetStringUTFChars = get_string_utf_chars,
    .ReleaseStringUTFChars = release_string_utf_chars,
};
static JNIEnv env = &functions;

static jint JNICALL get_env(JavaVM *vm, void **result, jint version)
{
    (void)vm;
    (void)version;
    *result = &env;
    return JNI_OK;
}

static const struct JNIInvokeInterface_ invocation = {.GetEnv = get_env};
static JavaVM vm = &invocation;

static int32_t int_at(const void *bytes)
{
    int32_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

static int64_t long_at(const void *bytes)
{
    int64_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

static uint16_t short_at(const void *bytes)
{
    uint16_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

static struct array *ask(int64_t table, int64_t pid)
{
    return (struct array *)natives.read(&env, NULL, table, pid, ALL_PROTOCOLS, 0, 0, 0, 0, NULL);
}

/* How many rows there are of a descriptor of this process, each with that port. */
static size_t rows_of(const struct array *reply, int fd, int protocol, int port)
{
    size_t found = 0;
    const jbyte *row = reply->bytes + ROW_FORMAT(HEADER_SIZE);
    int32_t count = int_at(reply->bytes + ROW_FORMAT(HEADER_ROWS));
    for (int32_t i = 0; i < count; i++, row += ROW_FORMAT(ROW_SIZE)) {
        if (long_at(row + ROW_FORMAT(ROW_PID)) != getpid() || int_at(row + ROW_FORMAT(ROW_FD)) != fd)
            continue;
        CHECK_EQUAL(protocol, row[ROW_FORMAT(ROW_PROTOCOL)]);
        CHECK_EQUAL(port, short_at(row + ROW_FORMAT(ROW_LOCAL_PORT)));
        found++;
    }
    return found;
}

static void check_failure(const struct array *reply, int result, int code)
{
    const jbyte *header = reply->bytes;
    char text[256] = {0};
    int32_t size = int_at(header + ROW_FORMAT(HEADER_TEXT_SIZE));
    CHECK_EQUAL(result, int_at(header + ROW_FORMAT(HEADER_RESULT)));
    CHECK_EQUAL(code, int_at(header + ROW_FORMAT(HEADER_CODE)));
    if (size > 0 && size < (int32_t)sizeof text)
        memcpy(text, header + ROW_FORMAT(HEADER_SIZE) + int_at(header + ROW_FORMAT(HEADER_TEXT)), (size_t)size);
    CHECK_TEXT("text of a failure", strerror(code), text);
}

static int listen4(uint16_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind(fd, (struct sockaddr *)&address, size) == 0 && listen(fd, 1) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    *port = ntohs(address.sin_port);
    return fd;
}

static int bind6(uint16_t *port)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET6, SOCK_DGRAM, 0);
    CHECK(bind(fd, (struct sockaddr *)&address, size) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    *port = ntohs(address.sin6_port);
    return fd;
}

static void check_sockets(const char *method)
{
    uint16_t tcp_port, udp_port;
    int tcp = listen4(&tcp_port);
    int udp = bind6(&udp_port);
    struct array *opened = (struct array *)natives.open(&env, NULL, (jstring)method);
    CHECK_EQUAL(SOCKSCOPE_OK, int_at(opened->bytes + ROW_FORMAT(HEADER_RESULT)));
    int64_t table = long_at(opened->bytes + ROW_FORMAT(HEADER_TABLE));

    const int64_t asked[] = {SOCKSCOPE_EVERY_PROCESS, getpid()};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct array *reply = ask(table, asked[i]);
        CHECK_EQUAL(SOCKSCOPE_OK, int_at(reply->bytes + ROW_FORMAT(HEADER_RESULT)));
        CHECK_EQUAL(1, rows_of(reply, tcp, SOCKSCOPE_TCP4, tcp_port));
        CHECK_EQUAL(1, rows_of(reply, udp, SOCKSCOPE_UDP6, udp_port));
        printf("%s: %d rows\n", method, int_at(reply->bytes + ROW_FORMAT(HEADER_ROWS)));
        free(reply);
    }
    struct array *missing = ask(table, NO_PROCESS);
    CHECK_EQUAL(SOCKSCOPE_NO_SUCH_PROCESS, int_at(missing->bytes + ROW_FORMAT(HEADER_RESULT)));

    natives.close(&env, NULL, table);
    free(missing);
    free(opened);
    close(tcp);
    close(udp);
}

/* Takes the library as the JVM does, but with all that it imports looked up at once. */
static bool load(const char *path)
{
    jint(JNICALL * on_load)(JavaVM *, void *);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *function = library == NULL ? NULL : dlsym(library, "JNI_OnLoad");
    if (function == NULL) {
        printf("%s\n", dlerror());
        return false;
    }
    memcpy(&on_load, &function, sizeof function);
    return on_load(&vm, NULL) == JNI_VERSION_10 && natives.format != NULL && natives.open != NULL &&
           natives.read != NULL && natives.close != NULL;
}

int main(int count, char **arguments)
{
    CHECK(count == 2 && load(arguments[1]));
    if (checks_failed == 0) {
        CHECK_EQUAL((int64_t)ROW_FORMAT(VERSION) << 32 | ROW_FORMAT(ROW_SIZE), natives.format(&env, NULL));
        check_sockets("sock_diag");
        check_sockets("procfs");
        struct array *refused = (struct array *)natives.open(&env, NULL, (jstring) "none");
        check_failure(refused, SOCKSCOPE_SYSTEM_CALL_FAILED, EINVAL);
        free(refused);
    }
    return checks_result();
}
