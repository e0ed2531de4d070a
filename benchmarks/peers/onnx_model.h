// The file that onnxruntime reads, written by hand: 784-128(relu)-10 with softmax, a batch of one, in protocol buffers.
#pragma once
#include "bench.h"

typedef struct { char *bytes; size_t length; } message;

static void append(message *to, const void *bytes, size_t length)
{
    to->bytes = realloc(to->bytes, to->length + length);
    memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
}

static void varint(message *to, uint64_t value)
{
    for (; value > 127; value >>= 7)
        append(to, &(char){ (char)(value | 128) }, 1);
    append(to, &(char){ (char)value }, 1);
}

static void number(message *to, int field, uint64_t value)
{
    varint(to, (uint64_t)field << 3);
    varint(to, value);
}

static void bytes(message *to, int field, const void *content, size_t length)
{
    varint(to, (uint64_t)field << 3 | 2);
    varint(to, length);
    append(to, content, length);
}

static void text(message *to, int field, const char *content) { bytes(to, field, content, strlen(content)); }

static void part(message *to, int field, message content)
{
    bytes(to, field, content.bytes, content.length);
    free(content.bytes);
}

enum { FLOAT = 1 };  // TensorProto.DataType

// NodeProto: input 1, output 2, op_type 4.
static message node(const char *operation, const char *a, const char *b, const char *c, const char *output)
{
    message m = { 0 };
    text(&m, 1, a);
    if (b)
        text(&m, 1, b);
    if (c)
        text(&m, 1, c);
    text(&m, 2, output);
    text(&m, 4, operation);
    return m;
}

// TensorProto: dims 1, data_type 2, name 8, raw_data 9.
static message tensor(const char *name, int rows, int columns, const float *values)
{
    message m = { 0 };
    if (rows)
        number(&m, 1, rows);
    number(&m, 1, columns);
    number(&m, 2, FLOAT);
    text(&m, 8, name);
    bytes(&m, 9, values, sizeof(float) * (rows ? rows : 1) * columns);
    return m;
}

// ValueInfoProto: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { dim_value 1 } } } }.
static message value(const char *name, int columns)
{
    message m = { 0 }, type = { 0 }, tensor_type = { 0 }, shape = { 0 }, row = { 0 }, column = { 0 };
    number(&row, 1, 1);
    number(&column, 1, columns);
    part(&shape, 1, row);
    part(&shape, 1, column);
    number(&tensor_type, 1, FLOAT);
    part(&tensor_type, 2, shape);
    part(&type, 1, tensor_type);
    text(&m, 1, name);
    part(&m, 2, type);
    return m;
}

// GraphProto: node 1, name 2, initializer 5, input 11, output 12. ModelProto: ir_version 1, graph 7, opset_import 8 { version 2 }.
static message perceptron(const float *w1, const float *b1, const float *w2, const float *b2)
{
    message graph = { 0 }, opset = { 0 }, model = { 0 };
    part(&graph, 1, node("Gemm", "x", "w1", "b1", "z1"));
    part(&graph, 1, node("Relu", "z1", 0, 0, "h"));
    part(&graph, 1, node("Gemm", "h", "w2", "b2", "z2"));
    part(&graph, 1, node("Softmax", "z2", 0, 0, "y"));
    text(&graph, 2, "perceptron");
    part(&graph, 5, tensor("w1", 784, 128, w1));
    part(&graph, 5, tensor("b1", 0, 128, b1));
    part(&graph, 5, tensor("w2", 128, 10, w2));
    part(&graph, 5, tensor("b2", 0, 10, b2));
    part(&graph, 11, value("x", 784));
    part(&graph, 12, value("y", 10));
    number(&opset, 2, 13);
    number(&model, 1, 8);
    part(&model, 7, graph);
    part(&model, 8, opset);
    return model;
}
