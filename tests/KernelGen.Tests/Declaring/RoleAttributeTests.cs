using System.Reflection;

namespace KernelGen.Tests.Declaring;

public class RoleAttributeTests
{
    [Theory]
    [InlineData(typeof(ObjectiveAttribute), AttributeTargets.Method)]
    [InlineData(typeof(OutputAttribute), AttributeTargets.Method)]
    [InlineData(typeof(InputAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(TargetAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(WeightAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(ParameterAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(HyperparameterAttribute), AttributeTargets.Parameter)]
    public void A_role_stands_once_where_it_has_a_meaning(Type attribute, AttributeTargets targets)
    {
        AttributeUsageAttribute usage = attribute.GetCustomAttribute<AttributeUsageAttribute>()!;
        Assert.Equal(targets, usage.ValidOn);
        Assert.False(usage.AllowMultiple);
        Assert.False(usage.Inherited);
    }

    [Fact]
    public void A_role_without_a_length_is_one_number()
    {
        Assert.Equal(1, new InputAttribute().Length);
        Assert.Equal(1, new TargetAttribute().Length);
        Assert.Equal((1, 1), (new ParameterAttribute().Rows, new ParameterAttribute().Columns));
    }

    [Fact]
    public void A_role_keeps_the_shape_it_is_given()
    {
        Assert.Equal(30, new InputAttribute(30).Length);
        Assert.Equal(3, new TargetAttribute(3).Length);
        Assert.Equal((30, 1), (new ParameterAttribute(30).Rows, new ParameterAttribute(30).Columns));
        Assert.Equal((128, 784), (new ParameterAttribute(128, 784).Rows, new ParameterAttribute(128, 784).Columns));
    }

    [Fact]
    public void Nothing_is_frozen_differentiated_or_proved_unless_said()
    {
        Assert.False(new ParameterAttribute().Frozen);
        Assert.False(new InputAttribute().Gradient);
        Assert.False(new ObjectiveAttribute().Convex);
        Assert.Equal(0, new HyperparameterAttribute().Value);
    }
}
