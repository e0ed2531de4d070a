// The vector math of glibc, which gcc calls where -ffast-math lets it vectorise these loops.
#include "bench.h"
#include <gnu/libc-version.h>

enum { COUNT = 4096 };
static real *inputs, *outputs;

static void start(const void *of)
{
    (void)of;
    inputs = draws(COUNT, -8, 8);
    outputs = zeros(COUNT);
}

#define MAP(name, expression)                           \
    static double name(void)                            \
    {                                                   \
        const real *restrict in = inputs;               \
        real *restrict out = outputs;                   \
        for (int i = 0; i < COUNT; i++) {               \
            real x = in[i];                             \
            out[i] = expression;                        \
        }                                               \
        __asm__ volatile("" ::: "memory");              \
        return out[0];                                  \
    }

MAP(exponential, expf(x))
MAP(logistic, 1 / (1 + expf(-x)))
MAP(tangent, tanhf(x))

static const workload workloads[] = {
    { "exp/4096", start, exponential, 0 },
    { "logistic/4096", start, logistic, 0 },
    { "tanh/4096", start, tangent, 0 },
};

int main(int count, char **arguments)
{
    return answer(count, arguments, "libmvec", gnu_get_libc_version(), workloads, LENGTH(workloads));
}
