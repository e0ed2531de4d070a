// onnxruntime through its C API, from the library that the variable ONNXRUNTIME names (the npm package brings one, but no
// header). OrtApi is a table that is only ever added to, so the places of its functions are part of its binary interface.
#include "onnx_model.h"
#include <dlfcn.h>

enum {
    GET_ERROR_MESSAGE = 2, CREATE_ENV = 3, CREATE_SESSION_FROM_ARRAY = 8, RUN = 9, CREATE_SESSION_OPTIONS = 10,
    SET_OPTIMIZATION_LEVEL = 23, SET_INTRA_THREADS = 24, SET_INTER_THREADS = 25, CREATE_TENSOR_WITH_DATA = 49, CREATE_CPU_MEMORY = 69,
};

typedef struct { void **(*api)(uint32_t version); const char *(*version)(void); } api_base;
typedef void *status;
typedef status (*run_function)(
    void *session, void *options, const char *const *names, void *const *inputs, size_t count, const char *const *outputs,
    size_t length, void **values);

static const api_base *base;
static void **api, *session, *inputs[POOL], *output;
static run_function run;
static float *probabilities;
static int next;

static void check(status failed)
{
    if (failed) {
        fprintf(stderr, "onnxruntime: %s\n", ((const char *(*)(status))api[GET_ERROR_MESSAGE])(failed));
        exit(1);
    }
}

static void load(void)
{
    const char *file = getenv("ONNXRUNTIME");
    void *library = dlopen(file ? file : "libonnxruntime.so.1", RTLD_NOW);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
        exit(1);
    }
    base = ((const api_base *(*)(void))dlsym(library, "OrtGetApiBase"))();
    api = base->api(16);
    run = (run_function)api[RUN];
}

static void *create_tensor(void *memory, float *values, int64_t columns)
{
    void *made;
    const int64_t shape[] = { 1, columns };
    check(((status(*)(void *, void *, size_t, const int64_t *, size_t, int, void **))api[CREATE_TENSOR_WITH_DATA])(
        memory, values, sizeof(float) * columns, shape, 2, FLOAT, &made));
    return made;
}

static void start(const void *of)
{
    (void)of;
    for (int q = 0; q < POOL; q++)
        inputs[q] = draws(784, 0, 1);
    double limit1 = sqrt(6.0 / 784), limit2 = sqrt(6.0 / 128);
    float *w1 = draws(784 * 128, -limit1, limit1), *w2 = draws(128 * 10, -limit2, limit2);
    message model = perceptron(w1, zeros(128), w2, zeros(10));
    void *environment, *options, *memory;
    check(((status(*)(int, const char *, void **))api[CREATE_ENV])(3, "peer", &environment));
    check(((status(*)(void **))api[CREATE_SESSION_OPTIONS])(&options));
    check(((status(*)(void *, int))api[SET_INTRA_THREADS])(options, 1));
    check(((status(*)(void *, int))api[SET_INTER_THREADS])(options, 1));
    check(((status(*)(void *, int))api[SET_OPTIMIZATION_LEVEL])(options, 99));
    check(((status(*)(void *, const void *, size_t, void *, void **))api[CREATE_SESSION_FROM_ARRAY])(
        environment, model.bytes, model.length, options, &session));
    check(((status(*)(int, int, void **))api[CREATE_CPU_MEMORY])(1, 0, &memory));
    for (int q = 0; q < POOL; q++)
        inputs[q] = create_tensor(memory, inputs[q], 784);
    probabilities = zeros(10);
    output = create_tensor(memory, probabilities, 10);
}

static double predict(void)
{
    static const char *const in[] = { "x" }, *const out[] = { "y" };
    check(run(session, 0, in, &inputs[next], 1, out, 1, &output));
    next = (next + 1) % POOL;
    return probabilities[0];
}

static const workload workloads[] = { { "mlp-784-128-10/predict/b1", start, predict, 0 } };

int main(int count, char **arguments)
{
    load();
    return answer(count, arguments, "onnxruntime", base->version(), workloads, LENGTH(workloads));
}
