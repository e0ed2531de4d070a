namespace KernelGen.Data;

/// <summary>The products of inputs that a polynomial has, each as a shorter one times an input.</summary>
internal sealed class PolynomialTerms
{
    private const int Most = 1 << 24;

    private readonly int inputCount;
    private readonly (int Prefix, int Factor)[] products;

    private PolynomialTerms(int inputCount, (int Prefix, int Factor)[] products)
    {
        this.inputCount = inputCount;
        this.products = products;
    }

    /// <summary>The inputs and the products of several.</summary>
    public int Count => inputCount + products.Length;

    public static PolynomialTerms Of(int inputCount, int degree, bool crossTermsOnly)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        var products = new List<(int Prefix, int Factor)>();
        var lastFactors = new List<int>(Enumerable.Range(0, inputCount));
        int first = 0;
        for (int factors = 2; factors <= degree && first < lastFactors.Count; factors++)
        {
            int end = lastFactors.Count;
            for (int prefix = first; prefix < end; prefix++)
            {
                for (int factor = lastFactors[prefix] + (crossTermsOnly ? 1 : 0); factor < inputCount; factor++)
                {
                    products.Add((prefix, factor));
                    lastFactors.Add(factor);
                }

                if (lastFactors.Count > Most)
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(degree), degree, $"A polynomial of {inputCount} inputs has more than {Most} terms of this degree.");
                }
            }

            first = end;
        }

        return new PolynomialTerms(inputCount, [.. products]);
    }

    /// <summary>Computes all terms of one example.</summary>
    public void Write(ReadOnlySpan<double> inputs, Span<double> terms)
    {
        inputs.CopyTo(terms);
        for (int i = 0; i < products.Length; i++)
        {
            terms[inputCount + i] = terms[products[i].Prefix] * inputs[products[i].Factor];
        }
    }
}
