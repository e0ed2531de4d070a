// Perceptrons in C around a library's matrix products. For plain gradient descent the adjoints carry −rate / batch, so that
// the update is the product that would have been the gradient. PRODUCTS names the library's file.
#include PRODUCTS

static void start(const void *of)
{
    create_network(of);
    prepare_products();
}

static void forward(void)
{
    const int batch = net.of.batch, *width = net.of.width;
    net.values[0] = net.inputs[net.next];
    for (int l = 0; l < net.of.layers; l++) {
        fill_rows(batch, width[l + 1], net.bias[l], net.values[l + 1]);
        add_forward(l, net.values[l], net.weights[l], net.values[l + 1]);
        if (l + 1 < net.of.layers)
            relu(batch * width[l + 1], net.values[l + 1]);
    }
}

static double predict(void)
{
    forward();
    real *y = net.values[net.of.layers];
    softmax(net.of.width[net.of.layers], y);
    net.next = (net.next + 1) % POOL;
    return y[0];
}

static real root_of(real x)
{
    return sizeof x == sizeof(float) ? sqrtf((float)x) : (real)sqrt(x);
}

// v ← 0.9·v + g, θ ← θ − rate·v.
static void momentum(size_t count, real *restrict theta, real *restrict v, const real *restrict g)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = (real)0.9 * v[i] + g[i];
        theta[i] -= (real)RATE * v[i];
    }
}

// Kingma & Ba 2015, algorithm 1, with the bias corrections folded into the rate.
static void adam(size_t count, real *restrict theta, real *restrict m, real *restrict v, const real *restrict g, int step)
{
    double first = 1 - pow(0.9, step), root = sqrt(1 - pow(0.999, step));
    real rate = (real)(RATE * root / first), epsilon = (real)(1e-8 * root);
    for (size_t i = 0; i < count; i++) {
        m[i] = (real)0.9 * m[i] + (real)0.1 * g[i];
        v[i] = (real)0.999 * v[i] + (real)0.001 * g[i] * g[i];
        theta[i] -= rate * m[i] / (root_of(v[i]) + epsilon);
    }
}

static void update(int l)
{
    const int units = net.of.width[l + 1];
    const size_t count = (size_t)net.of.width[l] * units;
    real *g = net.gradient[l], sums[units];
    memset(sums, 0, sizeof sums);
    add_rows(net.of.batch, units, net.adjoints[l + 1], sums);
    weight_gradient(l, net.values[l], net.adjoints[l + 1], 0, g);
    if (net.of.rule == MOMENTUM) {
        momentum(count, net.weights[l], net.moment[l], g);
        momentum(units, net.bias[l], net.moment[MAX_LAYERS + l], sums);
    } else {
        adam(count, net.weights[l], net.moment[l], net.second[l], g, net.steps);
        adam(units, net.bias[l], net.moment[MAX_LAYERS + l], net.second[MAX_LAYERS + l], sums, net.steps);
    }
}

static double step(void)
{
    const int batch = net.of.batch, layers = net.of.layers, *width = net.of.width;
    const real scale = (real)(net.of.rule == SGD ? -RATE / batch : 1.0 / batch);
    forward();
    net.steps++;
    double cost = softmax_cross_entropy(
        batch, width[layers], net.values[layers], net.labels[net.next], scale, net.adjoints[layers]);
    for (int l = layers - 1; l >= 0; l--) {
        if (l) {
            backward(l, net.adjoints[l + 1], net.weights[l], net.adjoints[l]);
            relu_adjoint(batch * width[l], net.values[l], net.adjoints[l]);
        }
        if (net.of.rule == SGD) {
            weight_gradient(l, net.values[l], net.adjoints[l + 1], 1, net.weights[l]);
            add_rows(batch, width[l + 1], net.adjoints[l + 1], net.bias[l]);
        } else {
            update(l);
        }
    }
    net.next = (net.next + 1) % POOL;
    return cost;
}

static const workload workloads[] = {
#ifdef DOUBLE
    { "mlp-784-128-10-double/sgd-step/b64", start, step, &(shape){ SGD, 64, 2, { 784, 128, 10 } } },
#else
    { "mlp-784-128-10/predict/b1", start, predict, &(shape){ PREDICT, 1, 2, { 784, 128, 10 } } },
    { "mlp-784-128-10/sgd-step/b64", start, step, &(shape){ SGD, 64, 2, { 784, 128, 10 } } },
    { "softmax-784-10/sgd-step/b64", start, step, &(shape){ SGD, 64, 1, { 784, 10 } } },
    { "mlp-784-512-512-10/sgd-step/b128", start, step, &(shape){ SGD, 128, 3, { 784, 512, 512, 10 } } },
    { "mlp-784-512-512-10/momentum-step/b128", start, step, &(shape){ MOMENTUM, 128, 3, { 784, 512, 512, 10 } } },
    { "mlp-784-512-512-10/adam-step/b128", start, step, &(shape){ ADAM, 128, 3, { 784, 512, 512, 10 } } },
    { "mlp-17-33-5/sgd-step/b7", start, step, &(shape){ SGD, 7, 2, { 17, 33, 5 } } },
    { "mlp-100-50-3/sgd-step/b33", start, step, &(shape){ SGD, 33, 2, { 100, 50, 3 } } },
    { "mlp-64-64-64-64/sgd-step/b256", start, step, &(shape){ SGD, 256, 3, { 64, 64, 64, 64 } } },
    { "mlp-784-512-512-10/sgd-step/b256", start, step, &(shape){ SGD, 256, 3, { 784, 512, 512, 10 } } },
    { "mlp-784-128-10/sgd-step/b256", start, step, &(shape){ SGD, 256, 2, { 784, 128, 10 } } },
#ifdef SHARES_PRODUCTS
    { "mlp-784-512-512-10/sgd-step/b256/2-threads", start, step, &(shape){ SGD, 256, 3, { 784, 512, 512, 10 } } },
    { "mlp-784-128-10/sgd-step/b256/2-threads", start, step, &(shape){ SGD, 256, 2, { 784, 128, 10 } } },
#endif
#endif
};

int main(int count, char **arguments)
{
    return answer(count, arguments, peer, library_version(), workloads, LENGTH(workloads));
}
