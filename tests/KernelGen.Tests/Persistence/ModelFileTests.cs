using KernelGen.Persistence;
using KernelGen.Tests.Training;

namespace KernelGen.Tests.Persistence;

public sealed class ModelFileTests : FixtureFolder
{
    [Fact]
    public void What_was_saved_is_loaded_bit_by_bit()
    {
        var saved = new SavedNetwork();
        saved.Initialize(3);
        saved.B1[0] = float.NaN;
        saved.B1[1] = -0f;
        saved.SaveParameters(PathOf("m.safetensors"));
        var loaded = new SavedNetwork();
        loaded.Initialize(4);
        loaded.LoadParameters(PathOf("m.safetensors"));

        Assert.Equal(Bits(saved), Bits(loaded));
    }

    [Fact]
    public void A_model_in_double_precision_is_saved_in_double_precision()
    {
        var saved = new SavedNetwork.DoublePrecision();
        saved.Initialize(3);
        saved.SaveParameters(PathOf("m.safetensors"));
        var loaded = new SavedNetwork.DoublePrecision();
        loaded.LoadParameters(PathOf("m.safetensors"));

        Assert.Equal(saved.Parameters.ToArray(), loaded.Parameters.ToArray());
    }

    [Fact]
    public void Texts_beside_the_parameters_are_kept_and_do_not_disturb_the_loading()
    {
        string path = PathOf("m.safetensors");
        new SavedNetwork().SaveParameters(path, new Dictionary<string, string> { ["units"] = "cm" });
        new SavedNetwork().LoadParameters(path);
        using var reader = SafetensorsReader.Open(path);
        Assert.Equal("cm", reader.Metadata["units"]);
    }

    [Fact]
    public void A_text_under_a_key_of_the_files_own_is_refused_and_nothing_is_written()
    {
        string path = PathOf("m.safetensors");
        var own = new Dictionary<string, string> { ["kernelgen.model"] = "another" };
        Assert.Throws<ArgumentException>("key", () => new SavedNetwork().SaveParameters(path, own));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Weights_stand_as_outputs_by_inputs_without_padding()
    {
        var model = new SavedNetwork();
        model.Initialize(3);
        model.SaveParameters(PathOf("m.safetensors"));
        using SafetensorsReader reader = SafetensorsReader.Open(PathOf("m.safetensors"));

        Assert.Equal(["W1 F32 [24, 20]", "B1 F32 [24]", "W2 F32 [3, 24]", "B2 F32 [3]"],
            reader.Tensors.Select(static t => $"{t.Name} {t.Type} [{string.Join(", ", t.Shape)}]"));
        float[] w1 = new float[24 * 20], w2 = new float[3 * 24];
        reader.Read("W1", w1.AsSpan());
        reader.Read("W2", w2.AsSpan());
        Assert.All(Enumerable.Range(0, w1.Length), i => Assert.Equal(model.W1[i / 20, i % 20], w1[i]));
        Assert.All(Enumerable.Range(0, w2.Length), i => Assert.Equal(model.W2[i / 24, i % 24], w2[i]));

        // One of the two lies otherwise in memory, and is padded.
        Assert.NotEqual(model.W1.RowStride == 1, model.W2.RowStride == 1);
        Assert.NotEqual(model.Parameters.Length, SavedNetwork.Info.ParameterCount);
    }

    [Fact]
    public void Weights_of_one_input_have_two_dimensions_too()
    {
        new SingleInput().SaveParameters(PathOf("m.safetensors"));
        using SafetensorsReader reader = SafetensorsReader.Open(PathOf("m.safetensors"));

        Assert.Equal([3L, 1L], reader.Find("W1")!.Shape.ToArray());
        Assert.Equal([3L], reader.Find("B1")!.Shape.ToArray());
    }

    [Fact]
    public void A_file_written_by_hand_is_loaded()
    {
        byte[] bytes = Bytes(
            """{"__metadata__":{"kernelgen.declaration":"Single, 2 inputs, Dense(1), loss LogisticCrossEntropy; W1 [1, 2], B1 [1]", """
            + """ "kernelgen.model":"LogisticUnit"}, "B1":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"W1":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}""",
            0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0, 0, 0, 0x40);
        var model = new LogisticUnit<float>();
        model.LoadParameters(Write("hand.safetensors", bytes));

        Assert.Equal([-2.5f, 2f, 1f], model.Parameters.ToArray());
    }

    [Fact]
    public void The_file_of_another_model_is_refused_saying_both()
    {
        new OtherNetwork().SaveParameters(PathOf("m.safetensors"));
        TensorFileException refusal = RefusedBy(new SavedNetwork(), PathOf("m.safetensors"));

        Assert.Equal(
            $"{PathOf("m.safetensors")}, 'kernelgen.declaration': expected parameters of SavedNetwork (Single, 20 inputs, Dense(24, Relu), Dense(3), "
            + "loss SoftmaxCrossEntropy; W1 [24, 20], B1 [24], W2 [3, 24], B2 [3]); got those of OtherNetwork (Single, 20 inputs, Dense(24, Tanh), "
            + "Dense(3), loss SoftmaxCrossEntropy; W1 [24, 20], B1 [24], W2 [3, 24], B2 [3]).", refusal.Message);
    }

    [Fact]
    public void A_file_in_double_precision_is_refused_by_a_model_in_single_precision()
    {
        new SavedNetwork.DoublePrecision().SaveParameters(PathOf("m.safetensors"));
        Assert.Contains("(Double, 20 inputs", RefusedBy(new SavedNetwork(), PathOf("m.safetensors")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_the_name_of_the_class_nor_its_regularisation_matters()
    {
        var saved = new SavedNetwork();
        saved.Initialize(3);
        saved.SaveParameters(PathOf("m.safetensors"));
        var renamed = new RenamedNetwork();
        renamed.LoadParameters(PathOf("m.safetensors"));

        Assert.Equal(Bits(saved), Bits(renamed));
    }

    [Fact]
    public void Equations_are_told_apart_by_what_they_predict()
    {
        var saved = new TanhEquations();
        saved.Initialize(3);
        saved.SaveParameters(PathOf("m.safetensors"));
        var reworded = new RewordedEquations();
        reworded.LoadParameters(PathOf("m.safetensors"));

        Assert.Equal(Bits(saved), Bits(reworded));
        Assert.Contains("equations", RefusedBy(new LogisticEquations(), PathOf("m.safetensors")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("W1")]
    [InlineData("B2")]
    public void A_missing_parameter_is_refused_by_name(string name) => Assert.Equal(name, Altered(file => file.Remove(name)).Key);

    [Fact]
    public void A_parameter_too_many_is_refused_by_name()
    {
        Assert.Equal("W3", Altered(static file => file.Add("W3", "F32", [1], new byte[4])).Key);
        Assert.Equal("optimizer.steps", Altered(static file => file.Add("optimizer.steps", "I64", [], new byte[8])).Key);
    }

    [Fact]
    public void A_parameter_of_another_shape_or_type_is_refused_saying_both()
    {
        Refused("F32", [4], 16, "expected F32 [3]; got F32 [4]");
        Refused("F32", [3, 1], 12, "expected F32 [3]; got F32 [3, 1]");
        Refused("F64", [3], 24, "expected F32 [3]; got F64 [3]");

        void Refused(string type, long[] shape, int bytes, string complaint) =>
            Assert.Contains(complaint, Altered(file => file.Replace("B2", type, shape, new byte[bytes])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_declaration_is_refused() =>
        Assert.Equal("kernelgen.declaration", Altered(static file => file.Texts.Remove("kernelgen.declaration")).Key);

    [Fact]
    public void Whichever_bit_of_the_header_flips_the_file_is_refused_or_its_numbers_are_all_there()
    {
        var saved = new LinearRegression<float>();
        saved.Initialize(3);
        saved.SaveParameters(PathOf("good.safetensors"));
        byte[] good = File.ReadAllBytes(PathOf("good.safetensors"));
        float[] numbers = saved.Parameters.ToArray(), before = [7, 8, 9];
        int refusals = 0, data = good.Length - (numbers.Length * sizeof(float));

        // Every third: each byte twice or thrice, and of its bits now these, now those.
        for (int bit = 0; bit < 8 * data; bit += 3)
        {
            byte[] flipped = [.. good];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var model = new LinearRegression<float>();
            before.CopyTo(model.Parameters);
            try
            {
                model.LoadParameters(Write("flipped.safetensors", flipped));
                Assert.Equal(numbers, model.Parameters.ToArray());
            }
            catch (TensorFileException)
            {
                Assert.Equal(before, model.Parameters.ToArray());
                refusals++;
            }
        }

        // What may flip is the name of the class, and a space that becomes another white space.
        Assert.InRange(refusals, 2 * data, 3 * data);
    }

    [Fact]
    public void A_model_is_saved_over_an_older_file()
    {
        var model = new SavedNetwork();
        model.SaveParameters(PathOf("m.safetensors"));
        model.Initialize(3);
        model.SaveParameters(PathOf("m.safetensors"));
        var loaded = new SavedNetwork();
        loaded.LoadParameters(PathOf("m.safetensors"));

        Assert.Equal(Bits(model), Bits(loaded));
    }

    private TensorFileException Altered(Action<AlteredFile> alter)
    {
        new SavedNetwork().SaveParameters(PathOf("good.safetensors"));
        AlteredFile file = new(PathOf("good.safetensors"));
        alter(file);
        return RefusedBy(new SavedNetwork(), Write("altered.safetensors", file.Bytes()));
    }

    /// <summary>The refusal; the model is as it was.</summary>
    private static TensorFileException RefusedBy(IModel<float> model, string path)
    {
        model.Initialize(5);
        float[] before = model.Parameters.ToArray();
        TensorFileException refusal = Assert.Throws<TensorFileException>(() => model.LoadParameters(path));
        Assert.Equal(before, model.Parameters.ToArray());
        return refusal;
    }

    private static int[] Bits(IModel<float> model) => [.. model.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
